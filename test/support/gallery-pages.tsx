import type { VNode } from 'preact';
import type { Language } from '../../src/kernel/text.ts';
import {
  BackLink,
  Breadcrumbs,
  Button,
  Buttons,
  Card,
  CaseSummary,
  Checkbox,
  CheckboxGroup,
  Columns,
  Confirmation,
  DataTable,
  DateField,
  Deadline,
  Decision,
  Disclosure,
  DocumentCard,
  EmptyState,
  ErrorSummary,
  Fact,
  FactList,
  FieldGroup,
  Figures,
  FileField,
  Form,
  Grid,
  Hero,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Pager,
  PersonButton,
  PersonRow,
  Prose,
  Queue,
  QueueItem,
  RadioGroup,
  SearchBox,
  Section,
  SelectField,
  StatusTag,
  Steps,
  Tabs,
  TextArea,
  TextField,
  Thread,
  Timeline,
  TwoPane,
} from '../../src/design/index.ts';
import type { Bead, Evidence, Frame } from '../../src/design/index.ts';

// Every name, number and case here is invented, for looking at the parts and for testing them.

const person: Frame = {
  synthetic: true,
  area: 'portal',
  csrfToken: 'token',
  unread: 2,
  user: { name: 'Nguyễn Thị Ngọc Ánh', kind: 'person' },
};
const official: Frame = {
  synthetic: true,
  area: 'desk',
  csrfToken: 'token',
  user: { name: 'Trần Quốc Bảo', kind: 'official', post: 'Công chức tư pháp – hộ tịch, phường Giảng Võ' },
};

function inLanguage(language: Language) {
  return (vi: string, en: string) => (language === 'vi' ? vi : en);
}

function lifeBeads(language: Language): Bead[] {
  const say = inLanguage(language);
  const procedures = (count: number) => say(`${count} thủ tục`, count === 1 ? '1 procedure' : `${count} procedures`);
  return [
    { label: say('Sinh con', 'A child is born'), detail: procedures(3), href: '/b', icon: 'baby', featured: true },
    { label: say('Vào lớp 1', 'Starting school'), detail: procedures(1), href: '/s', icon: 'school' },
    { label: say('Tròn 14 tuổi', 'Turning 14'), detail: say('căn cước', 'identity card'), href: '/i', icon: 'id-card' },
    { label: say('Kết hôn', 'Getting married'), detail: procedures(2), href: '/m', icon: 'heart-handshake' },
    { label: say('Mua nhà', 'Buying a home'), detail: procedures(4), href: '/h', icon: 'house' },
    {
      label: say('Mở doanh nghiệp', 'Starting a business'),
      detail: procedures(5),
      href: '/e',
      icon: 'briefcase-business',
    },
    { label: say('Nghỉ hưu', 'Retiring'), detail: procedures(2), href: '/r', icon: 'sun' },
    { label: say('Khi người thân mất', 'When someone dies'), detail: procedures(3), href: '/d', icon: 'flower-2' },
  ];
}

/** The home page, as `look.md` draws it. */
export function homePage(language: Language, frame: Frame = { synthetic: true, area: 'public' }): VNode {
  const say = inLanguage(language);
  return (
    <Page
      language={language}
      title="Một Cửa"
      description={say('Một cửa cho mọi việc với Nhà nước.', 'One door for everything with the state.')}
      path="/"
      frame={frame}
    >
      <Hero
        title={say('Một cửa cho mọi\u00a0việc với Nhà\u00a0nước', 'One door for everything with\u00a0the\u00a0state')}
        lead={say(
          'Nói việc bạn cần. Những gì Nhà nước đã biết, bạn không phải khai lại.',
          'Say what you need. What the state already knows, you need not tell again.',
        )}
      >
        <SearchBox
          action="/services"
          label={say('Bạn cần việc gì?', 'What do you need?')}
          placeholder={say('Ví dụ: làm giấy khai sinh cho con', 'For example: birth certificate for my child')}
          button={say('Tìm', 'Search')}
          suggestions={{
            label: say('Nhiều người tìm:', 'Often looked for:'),
            links: [
              { label: say('Đổi căn cước', 'Renew identity card'), href: '/services?q=1' },
              { label: say('Sang tên sổ đỏ', 'Transfer land title'), href: '/services?q=2' },
              { label: say('Mở hộ kinh doanh', 'Household business'), href: '/services?q=3' },
              { label: say('Trợ cấp thất nghiệp', 'Unemployment benefit'), href: '/services?q=4' },
            ],
          }}
        />
      </Hero>
      <Section
        title={say('Dòng đời', 'The course of a life')}
        lead={say('Mỗi dấu mốc là một lần làm, cho tất cả các cơ quan.', 'Each event is done once, for all agencies.')}
      >
        <Thread look="life" label={say('Dòng đời', 'The course of a life')} beads={lifeBeads(language)} />
      </Section>
      <Columns ratio="wide-first">
        <Card title={say('Việc của tôi', 'My cases')}>
          <CaseSummary
            title={say('Con tôi chào đời', 'My child is born')}
            href="/dossiers/1"
            detail={say(
              'Công an phường Giảng Võ đang xác nhận nơi thường trú · hẹn 25/11',
              'The police of Giảng Võ ward are confirming the residence · due 25 November',
            )}
            steps={[
              { label: say('Khai sinh', 'Birth'), state: 'done' },
              { label: say('Thường trú', 'Residence'), state: 'current' },
              { label: say('Thẻ bảo hiểm y tế', 'Insurance card'), state: 'waiting' },
            ]}
          />
          <CaseSummary
            title={say('Đổi giấy phép lái xe', 'Renew driving licence')}
            detail={say('Bản điện tử đã vào Giấy tờ của tôi', 'The electronic one is in My documents')}
            steps={[
              { label: say('Xét', 'Examine'), state: 'done' },
              { label: say('Cấp', 'Issue'), state: 'done' },
            ]}
          />
        </Card>
        <Card title={say('Ai đã xem dữ liệu của tôi', 'Who has seen my data')}>
          <Timeline
            label={say('Các lượt xem gần đây', 'Latest views')}
            entries={[
              {
                when: '09:14',
                dateTime: '2026-11-21T02:14:00Z',
                title: say('Công chức tư pháp – hộ tịch, phường Giảng Võ', 'Civil-status officer, Giảng Võ ward'),
                detail: say(
                  'Quan hệ hôn nhân · hồ sơ H26.16-261121-0042 · có biên nhận',
                  'Marriage · case H26.16-261121-0042 · with receipt',
                ),
                href: '/data-log/1',
              },
              {
                when: '09:02',
                title: say('Bảo hiểm xã hội Hà Nội', 'Hà Nội Social Insurance'),
                detail: say(
                  'Số định danh của con · cấp thẻ BHYT · có biên nhận',
                  "The child's personal number · insurance card · with receipt",
                ),
              },
              {
                when: say('Hôm qua', 'Yesterday'),
                title: say('2 lượt xem được niêm phong theo luật', '2 views sealed by law'),
                detail: say('Được đếm, chưa được nêu', 'Counted, not yet named'),
              },
            ]}
          />
        </Card>
      </Columns>
      <Figures
        label={say('Hôm nay', 'Today')}
        figures={[
          { value: say('18.402', '18,402'), label: say('kết quả trả hôm nay', 'results given today') },
          { value: say('98,7 %', '98.7 %'), label: say('đúng hẹn', 'on time') },
          { value: '0', label: say('giấy tờ phải nộp lại', 'papers to hand in again') },
          { value: '100 %', label: say('lượt xem có biên nhận', 'of views with a receipt') },
        ]}
      />
    </Page>
  );
}

function evidence(source: string, receipt: string): Evidence {
  return { source, date: '2026-11-21', receipt, href: `/receipts/${receipt}` };
}

/** A form that came back refused: seals on what the registers know, one field to put right. */
export function formPage(language: Language): VNode {
  const say = inLanguage(language);
  const messages = {
    'child.fullName': say(
      'Viết họ và tên con bằng chữ cái, tối đa 25 chữ. Tên bạn viết có chữ số.',
      'Write the name with letters only, at most 25. The name has a digit in it.',
    ),
    feast: say('Chọn ngày đầy tháng không sớm hơn ngày sinh.', 'Choose a day not before the day of birth.'),
  };
  const population = say('Cơ sở dữ liệu quốc gia về dân cư', 'National Population Database');
  return (
    <Page
      language={language}
      title={say('Con tôi chào đời', 'My child is born')}
      path="/births/new?draft=1"
      frame={person}
      width="narrow"
      refused
    >
      <Breadcrumbs
        crumbs={[
          { label: say('Trang đầu', 'Home'), href: '/' },
          { label: say('Dịch vụ công', 'Services'), href: '/services' },
          { label: say('Con tôi chào đời', 'My child is born'), href: '/births/new' },
        ]}
      />
      <Thread
        label={say('Các bước', 'Steps')}
        beads={[
          { label: say('Nhà nước đã biết', 'What is known'), state: 'done', href: '/births/new/1' },
          { label: say('Về con', 'About the child'), state: 'current' },
          { label: say('Xem lại', 'Review'), state: 'waiting' },
          { label: say('Nộp', 'Send'), state: 'waiting' },
        ]}
      />
      <ErrorSummary messages={messages} />
      <PageTitle
        title={say('Con tôi chào đời', 'My child is born')}
        lead={say(
          'Một lần khai cho ba việc: khai sinh, thường trú và thẻ bảo hiểm y tế.',
          'Told once for three things: birth registration, residence and the health-insurance card.',
        )}
      />
      <FactList title={say('Những gì Nhà nước đã biết', 'What the state already knows')} headingLevel={2}>
        <Fact
          label={say('Con sinh lúc', 'Born at')}
          value={say('06:42 ngày 18/11/2026, con gái, 3.150 g', '06:42 on 18 November 2026, a girl, 3,150 g')}
          evidence={evidence(
            say('giấy chứng sinh của Bệnh viện Phụ sản Hà Nội', 'birth notification of the hospital'),
            'R-7K2M-0091',
          )}
        />
        <Fact label={say('Mẹ', 'Mother')} value="Nguyễn Thị Ngọc Ánh" evidence={evidence(population, 'R-7K2M-0092')} />
        <Fact label={say('Cha', 'Father')} value="Phạm Đức Thịnh" evidence={evidence(population, 'R-7K2M-0093')} />
        <Fact
          label={say('Quan hệ hôn nhân', 'Marriage')}
          value={say('Kết hôn ngày 14/02/2024', 'Married on 14 February 2024')}
          evidence={evidence(say('Cơ sở dữ liệu hộ tịch điện tử', 'Civil Status Database'), 'R-7K2M-0094')}
        />
      </FactList>
      <Form
        action="/births"
        idempotencyKey="0199"
        messages={messages}
        values={{
          'child.fullName': 'Phạm Nguyễn An 2',
          'feast.day': '31',
          'feast.month': '12',
          'feast.year': '2020',
          residence: 'mother',
          channels: ['sms'],
        }}
      >
        <FieldGroup title={say('Điều chỉ bạn mới biết', 'What only you know')}>
          <TextField
            name="child.fullName"
            label={say('Họ và tên con', "The child's full name")}
            hint={say('Họ trước, tên sau, như trong giấy khai sinh.', 'Family name first, as on the certificate.')}
            autocomplete="off"
          />
          <SelectField
            name="ethnicGroup"
            label={say('Dân tộc', 'Ethnic group')}
            choices={[
              { value: '01', label: 'Kinh' },
              { value: '02', label: 'Tày' },
              { value: '03', label: 'Thái' },
            ]}
          />
          <RadioGroup
            name="residence"
            label={say('Con thường trú ở đâu?', 'Where will the child live?')}
            choices={[
              {
                value: 'mother',
                label: say('Cùng mẹ', 'With the mother'),
                hint: 'Phường Giảng Võ, thành phố Hà Nội',
              },
              {
                value: 'father',
                label: say('Cùng cha', 'With the father'),
                hint: 'Xã Quảng Bị, thành phố Hà Nội',
              },
            ]}
          />
          <DateField
            name="feast"
            label={say('Ngày đầy tháng', 'Day of the first-month feast')}
            hint={say('Ví dụ: 18 12 2026', 'For example: 18 12 2026')}
            optional
          />
          <CheckboxGroup
            name="channels"
            label={say('Báo cho tôi qua', 'Tell me by')}
            optional
            choices={[
              { value: 'sms', label: 'SMS' },
              { value: 'email', label: say('Thư điện tử', 'E-mail') },
            ]}
          />
          <TextArea
            name="note"
            label={say('Điều cần nói thêm', 'Anything else')}
            hint={say('Cán bộ hộ tịch đọc dòng này.', 'The civil-status officer reads this.')}
            optional
            rows={3}
          />
          <FileField
            name="consent"
            label={say('Văn bản thỏa thuận', 'Written agreement')}
            accept="application/pdf,image/jpeg"
            kinds="PDF, JPEG"
            most_bytes={10_000_000}
            optional
          />
          <Checkbox
            name="declaration"
            label={say('Tôi cam đoan những điều trên là đúng', 'I declare that this is true')}
          />
        </FieldGroup>
        <Buttons>
          <Button>{say('Tiếp tục', 'Go on')}</Button>
          <Button look="secondary" formAction="/births/drafts">
            {say('Lưu, làm tiếp sau', 'Save and return later')}
          </Button>
        </Buttons>
      </Form>
    </Page>
  );
}

/** A person's case: where it is, what comes, the papers that came out. */
export function casePage(language: Language): VNode {
  const say = inLanguage(language);
  return (
    <Page language={language} title={say('Con tôi chào đời', 'My child is born')} path="/dossiers/1" frame={person}>
      <BackLink href="/dossiers" label={say('Việc của tôi', 'My cases')} />
      <PageTitle
        over={say('Hồ sơ H26.16-261121-0042', 'Case H26.16-261121-0042')}
        title={say('Con tôi chào đời', 'My child is born')}
        lead={say(
          'Bạn không phải làm gì nữa. Công an phường sẽ xác nhận nơi thường trú, rồi thẻ bảo hiểm y tế tự được cấp.',
          'There is nothing more for you to do. The ward police confirm the residence; then the insurance card comes by itself.',
        )}
        aside={<Deadline date="2026-11-25" days={2} />}
      />
      <Thread
        label={say('Đường đi của hồ sơ', 'The course of the case')}
        beads={[
          {
            label: say('Khai sinh', 'Birth registered'),
            detail: say('UBND phường Giảng Võ · 21/11', 'Giảng Võ ward · 21 November'),
            state: 'done',
          },
          {
            label: say('Thường trú', 'Residence'),
            detail: say('Công an phường · hẹn 25/11', 'Ward police · due 25 November'),
            state: 'current',
            icon: 'house',
          },
          {
            label: say('Thẻ bảo hiểm y tế', 'Insurance card'),
            detail: say('Tự cấp, không ai phải làm', 'By rule, nobody has to act'),
            state: 'waiting',
            icon: 'heart-pulse',
          },
        ]}
      />
      <Columns ratio="main-side">
        <div>
          <Section title={say('Kết quả', 'Results')}>
            <DocumentCard
              title={say('Giấy khai sinh', 'Birth certificate')}
              subject="Phạm Nguyễn An"
              number="KS 0042/2026"
              issuedBy="UBND phường Giảng Võ"
              issuedOn="2026-11-21"
              signed
              downloadHref="/documents/1.pdf"
              downloadDetail="PDF/A, 84 kB"
              verifyHref="/verify/1"
            />
          </Section>
        </div>
        <div>
          <Section title={say('Đã xảy ra', 'What happened')}>
            <Timeline
              label={say('Đã xảy ra', 'What happened')}
              entries={[
                { when: '10:31', title: say('Đã ký giấy khai sinh', 'Certificate signed'), detail: 'Trần Quốc Bảo' },
                { when: '09:14', title: say('Đã tiếp nhận', 'Accepted'), detail: 'UBND phường Giảng Võ' },
                { when: '08:55', title: say('Bạn đã nộp', 'You sent it') },
              ]}
            />
          </Section>
        </div>
      </Columns>
      <Notice tone="warning" title={say('Nếu cần bổ sung giấy tờ', 'If a paper is missing')}>
        <p>
          {say(
            'Cán bộ sẽ nhắn bạn đúng một lần, nói rõ thiếu gì. Đồng hồ dừng cho đến khi bạn trả lời.',
            'The officer will ask you once and say exactly what is missing. The clock stops until you answer.',
          )}
        </p>
      </Notice>
    </Page>
  );
}

/** The desk of a civil-status officer, with one case open. */
export function deskPage(language: Language): VNode {
  const say = inLanguage(language);
  const birth = say('Đăng ký khai sinh', 'Birth registration');
  const population = say('Cơ sở dữ liệu quốc gia về dân cư', 'National Population Database');
  return (
    <Page language={language} title={say('Bàn làm việc', 'Desk')} path="/desk?case=42" frame={official} width="full">
      <TwoPane
        queueLabel={say('Hồ sơ chờ', 'Waiting cases')}
        queueHref="/desk"
        queue={
          <>
            <Tabs
              label={say('Lọc hồ sơ', 'Filter')}
              tabs={[
                { label: say('Chờ tôi', 'Mine'), href: '/desk', current: true, count: 6 },
                { label: say('Đang dừng', 'Stopped'), href: '/desk?filter=stopped', count: 2 },
                { label: say('Đã xong', 'Done'), href: '/desk?filter=done', count: 31 },
              ]}
            />
            <Queue label={say('Hồ sơ chờ', 'Waiting cases')}>
              <QueueItem href="/desk?case=40" title="Lê Thị Mười" number="…-0040" detail={birth}>
                <Deadline date="2026-11-19" days={-1} />
              </QueueItem>
              <QueueItem href="/desk?case=42" title="Nguyễn Thị Ngọc Ánh" number="…-0042" detail={birth} current>
                <Deadline date="2026-11-21" days={0} />
                <StatusTag tone="info" icon="users">
                  {say('Sinh đôi', 'Twins')}
                </StatusTag>
              </QueueItem>
              <QueueItem href="/desk?case=43" title="Vũ Đình Khôi" number="…-0043" detail={birth}>
                <Deadline date="2026-11-25" days={2} />
              </QueueItem>
              <QueueItem href="/desk?case=44" title="Đặng Thúy Hường" number="…-0044" detail={birth}>
                <Deadline date="2026-11-26" days={3} clock="stopped" />
              </QueueItem>
            </Queue>
          </>
        }
      >
        <PageTitle over={birth} title="Phạm Nguyễn An" aside={<Deadline date="2026-11-21" days={0} />} />
        <KeyValue
          pairs={[
            { label: say('Số hồ sơ', 'Case number'), value: 'H26.16-261121-0042' },
            { label: say('Người nộp', 'Applicant'), value: 'Nguyễn Thị Ngọc Ánh' },
            { label: say('Nộp lúc', 'Sent at'), value: '08:55 21/11/2026' },
          ]}
        />
        <Thread
          label={say('Đường đi của hồ sơ', 'Course of the case')}
          beads={[
            { label: say('Tiếp nhận', 'Accepted'), state: 'done' },
            { label: say('Xét khai sinh', 'Examine the birth'), state: 'current' },
            { label: say('Thường trú', 'Residence'), state: 'stopped' },
            { label: say('Thẻ BHYT', 'Insurance'), state: 'refused' },
          ]}
        />
        <Notice
          tone="danger"
          title={say('Giấy chứng sinh khác tờ khai', 'The notification differs from the form')}
          headingLevel={2}
        >
          <p>{say('Bệnh viện ghi con trai, tờ khai ghi con gái.', 'The hospital says a boy, the form says a girl.')}</p>
        </Notice>
        <Columns>
          <FactList title={say('Con', 'Child')} headingLevel={2}>
            <Fact label={say('Họ và tên', 'Name')} value="Phạm Nguyễn An" />
            <Fact
              label={say('Ngày sinh', 'Born')}
              value="18/11/2026 06:42"
              evidence={evidence(say('giấy chứng sinh', 'birth notification'), 'R-7K2M-0091')}
              compact
            />
          </FactList>
          <FactList title={say('Cha mẹ', 'Parents')} headingLevel={2} evidence={evidence(population, 'R-7K2M-0092')}>
            <Fact label={say('Mẹ', 'Mother')} value="Nguyễn Thị Ngọc Ánh" />
            <Fact label={say('Cha', 'Father')} value="Phạm Đức Thịnh" />
          </FactList>
        </Columns>
        <DataTable
          caption={say('Hồ sơ cùng cha mẹ', 'Cases of the same parents')}
          path="/desk?case=42"
          sort={{ by: 'date', descending: true }}
          columns={[
            { key: 'number', label: say('Số hồ sơ', 'Case'), sortable: true },
            { key: 'child', label: say('Con', 'Child') },
            { key: 'date', label: say('Ngày nộp', 'Sent'), sortable: true },
            { key: 'fee', label: say('Lệ phí', 'Fee'), numeric: true },
            { key: 'state', label: say('Tình trạng', 'State') },
          ]}
          rows={[
            {
              key: '1',
              href: '/desk?case=42',
              current: true,
              cells: {
                number: 'H26.16-261121-0042',
                child: 'Phạm Nguyễn An',
                date: '21/11/2026',
                fee: '0 ₫',
                state: <StatusTag tone="info">{say('Đang xét', 'Examined')}</StatusTag>,
              },
            },
            {
              key: '2',
              href: '/desk?case=41',
              cells: {
                number: 'H26.16-241103-0007',
                child: 'Phạm Nguyễn Bình',
                date: '03/11/2024',
                fee: '8.000 ₫',
                state: <StatusTag tone="success">{say('Đã cấp', 'Issued')}</StatusTag>,
              },
            },
          ]}
        />
        <Decision label={say('Quyết định', 'Decision')}>
          <Button>{say('Duyệt và ký', 'Approve and sign')}</Button>
          <Button look="secondary">{say('Yêu cầu bổ sung', 'Ask for a supplement')}</Button>
          <Button look="secondary" danger>
            {say('Từ chối', 'Refuse')}
          </Button>
        </Decision>
      </TwoPane>
    </Page>
  );
}

/** Whatever the other pages do not show. */
export function partsPage(language: Language): VNode {
  const say = inLanguage(language);
  return (
    <Page language={language} title={say('Các phần', 'Parts')} path="/parts" frame={person}>
      <Confirmation
        title={say('Đã nhận tin vui của bạn', 'Your good news has arrived')}
        number={{ label: say('Số hồ sơ', 'Case number'), value: 'H26.16-261121-0042' }}
      >
        <p>{say('Hẹn trả cả ba kết quả trước 17:00 ngày 25/11/2026.', 'All three results by 17:00 on 25 November.')}</p>
      </Confirmation>
      <Buttons>
        <LinkButton href="/dossiers/1">{say('Xem hồ sơ', 'See the case')}</LinkButton>
        <LinkButton href="/" look="secondary" icon="printer">
          {say('In trang này', 'Print this page')}
        </LinkButton>
        <Button look="tertiary" type="button">
          {say('Đóng', 'Close')}
        </Button>
        <Button danger>{say('Rút hồ sơ', 'Withdraw the case')}</Button>
      </Buttons>
      <Section title={say('Thông báo', 'Notices')}>
        <div class="mc-grid">
          <Notice tone="info" title={say('Cổng nghỉ Tết', 'Closed for Tết')} headingLevel={3}>
            <p>{say('Hạn trả kết quả tính theo ngày làm việc.', 'Deadlines count working days.')}</p>
          </Notice>
          <Notice tone="success" title={say('Đã lưu', 'Saved')} headingLevel={3}>
            <p>{say('Bạn có thể quay lại trong 30 ngày.', 'You can return within 30 days.')}</p>
          </Notice>
        </div>
      </Section>
      <Section title={say('Chọn người để đăng nhập', 'Choose a person to sign in')}>
        <Card>
          <PersonRow
            name="Nguyễn Thị Ngọc Ánh"
            detail={say('Mẹ, sinh 1996, phường Giảng Võ', 'Mother, born 1996')}
            href="/sign-in/1"
          >
            <StatusTag tone="neutral">{say('Người dân', 'Person')}</StatusTag>
          </PersonRow>
          <PersonRow
            name="Trần Quốc Bảo"
            detail={say('Công chức tư pháp – hộ tịch', 'Civil-status officer')}
            href="/sign-in/2"
          >
            <StatusTag tone="warning" icon="building-2">
              {say('Công chức', 'Official')}
            </StatusTag>
          </PersonRow>
        </Card>
      </Section>
      <Section title={say('Đăng nhập thử', 'Sign in to try')}>
        <Form action="/sign-in" method="get">
          <h3>{say('Người dân', 'People')}</h3>
          <PersonButton field="number" value="1" name="Nguyễn Thị Ngọc Ánh" detail={say('Mẹ, sinh 1996', 'Mother')} />
          <PersonButton field="number" value="2" name="Phạm Đức Thịnh" detail={say('Cha, sinh 1994', 'Father')} />
        </Form>
      </Section>
      <Section title={say('Thẻ', 'Cards')} more={{ href: '/services', label: say('Xem tất cả', 'See all') }}>
        <Grid>
          <Card title={say('Khai sinh', 'Birth')} href="/1" icon="baby" headingLevel={3}>
            <p>{say('Ủy ban nhân dân xã · 1 ngày', 'Commune · 1 day')}</p>
          </Card>
          <Card title={say('Thường trú', 'Residence')} href="/2" icon="house" headingLevel={3}>
            <p>{say('Công an xã · 3 ngày', 'Police · 3 days')}</p>
          </Card>
          <Card title={say('Mẹo nhỏ', 'Good to know')} tone="tinted" icon="info" headingLevel={3}>
            <p>{say('Không có lệ phí.', 'There is no fee.')}</p>
          </Card>
        </Grid>
      </Section>
      <Section title={say('Hạn', 'Deadlines')}>
        <KeyValue
          pairs={[
            { label: '1', value: <Deadline date="2026-11-25" days={5} /> },
            { label: '2', value: <Deadline date="2026-11-25" days={1} /> },
            { label: '3', value: <Deadline date="2026-11-25" days={-4} /> },
            { label: '4', value: <Deadline date="2026-11-25" days={2} clock="stopped" /> },
            { label: '5', value: <Deadline date="2026-11-25" days={2} clock="finished" /> },
            { label: '6', value: <Deadline date="2026-11-25" days={-2} clock="finished" /> },
          ]}
        />
      </Section>
      <Section title={say('Trạng thái', 'States')}>
        <p>
          <StatusTag tone="neutral">{say('Bản nháp', 'Draft')}</StatusTag>{' '}
          <StatusTag tone="info">{say('Đang xét', 'Under way')}</StatusTag>{' '}
          <StatusTag tone="success">{say('Đã xong', 'Done')}</StatusTag>{' '}
          <StatusTag tone="warning">{say('Chờ bổ sung', 'Supplement awaited')}</StatusTag>{' '}
          <StatusTag tone="danger">{say('Bị từ chối', 'Refused')}</StatusTag>
        </p>
      </Section>
      <Section title={say('Bước đã qua', 'Steps so far')}>
        <Steps
          label={say('Bước đã qua', 'Steps so far')}
          steps={[
            { label: say('Tiếp nhận', 'Accepted'), state: 'done' },
            { label: say('Xét', 'Examine'), state: 'current' },
            { label: say('Trả', 'Give'), state: 'waiting' },
          ]}
        />
      </Section>
      <Section title={say('Một vụ việc', 'A case')}>
        <Card>
          <CaseSummary
            title={say('Bị dừng', 'Stopped')}
            detail={say('Chờ bạn gửi thỏa thuận chọn họ', 'Waiting for your agreement')}
            steps={[
              { label: '1', state: 'done' },
              { label: '2', state: 'stopped' },
              { label: '3', state: 'waiting' },
            ]}
          />
          <CaseSummary
            title={say('Bị từ chối', 'Refused')}
            detail={say('Giấy khai sinh đã được cấp trước đó', 'A certificate had been issued before')}
            steps={[
              { label: '1', state: 'done' },
              { label: '2', state: 'refused' },
            ]}
          />
        </Card>
      </Section>
      <EmptyState icon="folder-open" title={say('Chưa có giấy tờ nào', 'No documents yet')}>
        <p>{say('Kết quả của mỗi việc sẽ vào đây.', 'The result of every case comes here.')}</p>
        <LinkButton href="/services" look="secondary">
          {say('Tìm dịch vụ', 'Find a service')}
        </LinkButton>
      </EmptyState>
      <Prose>
        <h2>{say('Căn cứ', 'Legal basis')}</h2>
        <p>
          {say('Luật Hộ tịch số 60/2014/QH13, Điều 15 và ', 'Civil Status Law 60/2014/QH13, Article 15 and ')}
          <a class="ds-link" href="/law">
            {say('Nghị định 123/2015/NĐ-CP', 'Decree 123/2015/NĐ-CP')}
          </a>
          .
        </p>
      </Prose>
      <Disclosure label={say('Ai làm việc này?', 'Who does this?')} open>
        <p>{say('Ủy ban nhân dân cấp xã nơi cư trú.', 'The commune where you live.')}</p>
      </Disclosure>
      <Pager page={4} pages={12} path="/parts?page=4" />
      <SearchBox
        look="plain"
        name="query"
        action="/services"
        label={say('Tìm dịch vụ', 'Find a service')}
        button={say('Tìm', 'Search')}
      />
    </Page>
  );
}

/** Every page of the gallery, by name. */
export const galleryPages: Readonly<Record<string, (language: Language) => VNode>> = {
  home: homePage,
  'home-signed-in': (language) => homePage(language, person),
  form: formPage,
  case: casePage,
  desk: deskPage,
  parts: partsPage,
};
