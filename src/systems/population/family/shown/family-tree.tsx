import { type Language, fill, formatDate } from '../../../../kernel/text.ts';
import { BASIS_TITLES, KIN_TITLES } from '../choices.ts';
import { type Box, type TreeKin, layOut } from './tree-layout.ts';

const texts = {
  vi: {
    drawing: 'Cây gia đình của {name}: {count} người thân',
    scroll: 'Hình cây gia đình, cuộn ngang để xem hết',
    list: 'Danh sách người thân của {name}',
    self: 'Người được xem',
    born: 'sinh {date}',
    died: 'chết {date}',
    since: 'từ {date}',
  },
  en: {
    drawing: 'Family tree of {name}: {count} relatives',
    scroll: 'Drawing of the family tree, scrolls sideways',
    list: 'Relatives of {name}',
    self: 'This person',
    born: 'born {date}',
    died: 'died {date}',
    since: 'since {date}',
  },
};

const BOX = { width: 190, height: 74, across: 22, down: 44, edge: 8 };
const x = ({ column }: Box): number => BOX.edge + column * (BOX.width + BOX.across);
const y = ({ row }: Box): number => BOX.edge + row * (BOX.height + BOX.down);

const REACHED_BY_KEYBOARD = { tabindex: 0 };

interface Root {
  number?: string;
  fullName: string;
  bornOn: string;
  diedOn?: string;
}

/**
 * A family as a drawing and, below, as a list that says the same: who is what to whom, since when and by what. The drawing scrolls sideways
 * where it is wider than the page. With `hrefOf` the list leads to each person.
 */
export function FamilyTree(props: {
  language: Language;
  person: Root;
  kin: readonly TreeKin[];
  hrefOf?(number: string): string;
}) {
  const { language, person, kin, hrefOf } = props;
  const words = texts[language];
  return (
    <div class="mc-family">
      {/* What scrolls sideways must be reached by keyboard (WCAG 2.1.1). */}
      <div class="mc-family__drawing" role="region" aria-label={words.scroll} {...REACHED_BY_KEYBOARD}>
        <Tree language={language} person={person} kin={kin} />
      </div>
      <div class="mc-family__list" role="group" aria-label={fill(words.list, { name: person.fullName })}>
        <KinList language={language} kin={kin} of={undefined} hrefOf={hrefOf} />
      </div>
    </div>
  );
}

function Tree({ language, person, kin }: { language: Language; person: Root; kin: readonly TreeKin[] }) {
  const words = texts[language];
  const { boxes, ties, columns, rows } = layOut(kin);
  const width = 2 * BOX.edge + columns * BOX.width + (columns - 1) * BOX.across;
  const height = 2 * BOX.edge + rows * BOX.height + (rows - 1) * BOX.down;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={fill(words.drawing, { name: person.fullName, count: kin.length })}
    >
      {ties.map(({ from, to, isBeside }) => (
        <path
          key={`${from}-${to}`}
          class={isBeside ? 'mc-family__tie mc-family__tie--beside' : 'mc-family__tie'}
          d={isBeside ? pathBeside(boxes[from]!, boxes[to]!) : pathBetween(boxes[from]!, boxes[to]!)}
        />
      ))}
      {boxes.map((box, i) => {
        const one = box.kin ?? person;
        const [first, second] = linesOf(one.fullName);
        const [birth] = one.bornOn.split('-');
        const years = one.diedOn ? `${birth}–${one.diedOn.slice(0, 4)}` : birth;
        return (
          <g key={i} transform={`translate(${x(box)} ${y(box)})`}>
            <rect
              class={box.kin ? 'mc-family__box' : 'mc-family__box mc-family__box--self'}
              width={BOX.width}
              height={BOX.height}
              rx={10}
            />
            <text class="mc-family__role" x={12} y={20}>
              {`${box.kin ? KIN_TITLES[box.kin.role][language] : words.self} · ${years}`}
            </text>
            <text class="mc-family__name" x={12} y={second ? 41 : 46}>
              {first}
            </text>
            {second && (
              <text class="mc-family__name" x={12} y={61}>
                {second}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

const middleOf = (box: Box): number => x(box) + BOX.width / 2;

/** Down from the lower edge of the upper box, across, and down to the upper edge of the lower one. */
function pathBetween(one: Box, other: Box): string {
  const [upper, lower] = one.row < other.row ? [one, other] : [other, one];
  const turn = y(lower) - BOX.down / 2;
  return `M${middleOf(upper)} ${y(upper) + BOX.height}V${turn}H${middleOf(lower)}V${y(lower)}`;
}

/** Between two boxes of one row; over those that stand between them. */
function pathBeside(one: Box, other: Box): string {
  const level = y(one) + BOX.height / 2;
  return `M${x(one) + BOX.width} ${level}H${x(other)}`;
}

const LINE_CHARACTERS = 20;

/** A name in one line, or in two where it is longer than the box. */
function linesOf(name: string): [string, string?] {
  if (name.length <= LINE_CHARACTERS) return [name];
  const parts = name.split(' ');
  let first = parts.shift()!;
  while (parts.length > 1 && `${first} ${parts[0]}`.length <= LINE_CHARACTERS) first += ` ${parts.shift()}`;
  const rest = parts.join(' ');
  return [first, rest.length > LINE_CHARACTERS ? `${rest.slice(0, LINE_CHARACTERS - 1)}…` : rest];
}

function KinList(props: {
  language: Language;
  kin: readonly TreeKin[];
  of: number | undefined;
  hrefOf: ((number: string) => string) | undefined;
}) {
  const { language, kin, of, hrefOf } = props;
  const words = texts[language];
  const here = kin.filter((one) => one.of === of);
  if (here.length === 0) return null;
  return (
    <ul>
      {here.map((one) => (
        <li key={one.id}>
          <span class="mc-family__kind">{KIN_TITLES[one.role][language]}: </span>
          {hrefOf && one.number ? (
            <a class="ds-link" href={hrefOf(one.number)}>
              {one.fullName}
            </a>
          ) : (
            <strong>{one.fullName}</strong>
          )}
          {`, ${[
            fill(words.born, { date: formatDate(one.bornOn, language) }),
            ...(one.diedOn ? [fill(words.died, { date: formatDate(one.diedOn, language) })] : []),
            ...(one.since === one.bornOn || one.basis === 'birth'
              ? []
              : [
                  `${BASIS_TITLES[one.basis]?.[language] ?? one.basis} ${fill(words.since, { date: formatDate(one.since, language) })}`,
                ]),
          ].join(', ')}`}
          <KinList language={language} kin={kin} of={one.id} hrefOf={hrefOf} />
        </li>
      ))}
    </ul>
  );
}
