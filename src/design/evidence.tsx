import type { ComponentChildren } from 'preact';
import { fill, formatDate } from '../kernel/text.ts';
import { Icon } from './icon.tsx';
import { Markup, renderToString } from './render.ts';
import { useSurroundings } from './surroundings.ts';

/** Where a fact comes from. */
export interface Evidence {
  /** The register, e.g. `Cơ sở dữ liệu quốc gia về dân cư`. */
  source: string;
  /** The civil date of reading it, `YYYY-MM-DD`. */
  date: string;
  /** Number of the receipt in the exchange's log. */
  receipt?: string;
  /** The page of that receipt. */
  href?: string;
}

/** Arcs of the edge of the seal. */
const SCALLOPS = 12;
const POINTS = Array.from({ length: SCALLOPS }, (_, index) => {
  const angle = ((index + 1) / SCALLOPS) * 2 * Math.PI;
  return `${(12 + 9.4 * Math.sin(angle)).toFixed(2)} ${(12 - 9.4 * Math.cos(angle)).toFixed(2)}`;
});
const EDGE = `M12 2.6${POINTS.map((point) => `A2.6 2.6 0 0 1 ${point}`).join('')}Z`;

/** A gold-leaf seal: small arcs around a tick. */
function sealOf(size: number): string {
  return renderToString(
    <svg class="mc-seal__drawing" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path class="mc-seal__edge" d={EDGE} />
      <path class="mc-seal__tick" d="M8 12.3l2.8 2.8L16.2 9.5" />
    </svg>,
  );
}

/** Beside a fact, and on a paper. */
const SEALS = { small: sealOf(18), large: sealOf(44) };

function Seal({ size }: { size: keyof typeof SEALS }) {
  return <Markup html={SEALS[size]} />;
}

export interface EvidenceSealProps {
  evidence: Evidence;
  /** Only the seal, for dense tables; its words stay for screen readers and on hovering. */
  compact?: boolean;
}

/**
 * The seal of a fact that came from a register: source, date, receipt. The same on forms, desk, results and data log.
 * What a person typed never carries it.
 */
export function EvidenceSeal({ evidence, compact = false }: EvidenceSealProps) {
  const { language, words } = useSurroundings();
  const source = fill(words.sealFrom, { source: evidence.source });
  const date = formatDate(evidence.date, language);
  const receipt = evidence.receipt && fill(words.sealReceipt, { receipt: evidence.receipt });
  const whole = [source, date, receipt].filter(Boolean).join(' · ');
  if (compact) {
    const inside = (
      <>
        <Seal size="small" />
        <span class="ds-sr-only">{whole}</span>
      </>
    );
    return evidence.href ? (
      <a class="mc-seal mc-seal--compact" href={evidence.href} title={whole}>
        {inside}
      </a>
    ) : (
      <span class="mc-seal mc-seal--compact" title={whole}>
        {inside}
      </span>
    );
  }
  return (
    <span class="mc-seal">
      <Seal size="small" />
      <span class="mc-seal__words">
        {source} · <time dateTime={evidence.date}>{date}</time>
        {receipt && (
          <>
            {' · '}
            {evidence.href ? (
              <a class="ds-link" href={evidence.href}>
                {receipt}
              </a>
            ) : (
              receipt
            )}
          </>
        )}
      </span>
    </span>
  );
}

export interface FactProps {
  label: string;
  /** The value; several lines as several children. */
  value: ComponentChildren;
  /** Present when the fact came from a register, absent when a person typed it. */
  evidence?: Evidence;
  /** Only the seal without its words, e.g. when the list names one source for all. */
  compact?: boolean;
  /** Leads to where a typed fact can be changed, on a review page. */
  changeHref?: string;
}

/** A labelled value, with its seal when it came from a register. Stands inside `FactList`. */
export function Fact({ label, value, evidence, compact, changeHref }: FactProps) {
  const { words } = useSurroundings();
  return (
    <div class={evidence ? 'mc-fact mc-fact--sealed' : 'mc-fact'}>
      <dt class="mc-fact__label">{label}</dt>
      <dd class="mc-fact__value">
        <span class="mc-fact__text">
          {value}
          {evidence && compact && (
            <>
              {' '}
              <EvidenceSeal evidence={evidence} compact />
            </>
          )}
        </span>
        {evidence && !compact && <EvidenceSeal evidence={evidence} />}
      </dd>
      {changeHref && (
        <dd class="mc-fact__change">
          <a class="ds-link mc-touch" href={changeHref} aria-label={fill(words.changeWhat, { what: label })}>
            {words.change}
          </a>
        </dd>
      )}
    </div>
  );
}

export interface FactListProps {
  title?: string;
  /** One source for all facts of the list, told once above them. */
  evidence?: Evidence;
  headingLevel?: 2 | 3 | 4;
  children: ComponentChildren;
}

/** Facts that belong together: the mother, the birth, the marriage. */
export function FactList({ title, evidence, headingLevel = 3, children }: FactListProps) {
  const Heading = `h${headingLevel}` as 'h2' | 'h3' | 'h4';
  return (
    <section class="mc-facts">
      {title && <Heading class="mc-facts__title">{title}</Heading>}
      {evidence && <EvidenceSeal evidence={evidence} />}
      <dl class="mc-facts__list">{children}</dl>
    </section>
  );
}

/** Plain pairs of words and values in two columns, e.g. the head of a case. */
export function KeyValue({ pairs }: { pairs: readonly { label: string; value: ComponentChildren }[] }) {
  return (
    <dl class="mc-pairs">
      {pairs.map((pair) => (
        <div class="mc-pair" key={pair.label}>
          <dt>{pair.label}</dt>
          <dd>{pair.value}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface DocumentCardProps {
  title: string;
  /** On whose name, e.g. the child's. */
  subject?: string;
  number: string;
  issuedBy: string;
  /** `YYYY-MM-DD` */
  issuedOn: string;
  /** True when the file carries the agency's digital signature. */
  signed?: boolean;
  downloadHref: string;
  /** Words beside the button, e.g. `PDF/A, 84 kB`. */
  downloadDetail?: string;
  verifyHref?: string;
  headingLevel?: 2 | 3 | 4;
}

/** A result: a paper of the state, with its seal, to download and to check. */
export function DocumentCard(props: DocumentCardProps) {
  const { language, words } = useSurroundings();
  const Heading = `h${props.headingLevel ?? 3}` as 'h2' | 'h3' | 'h4';
  return (
    <article class="mc-paper">
      <div class="mc-paper__head">
        <div>
          <Heading class="mc-paper__title">{props.title}</Heading>
          {props.subject && <p class="mc-paper__subject">{props.subject}</p>}
        </div>
        <Seal size="large" />
      </div>
      <KeyValue
        pairs={[
          { label: words.documentNumber, value: props.number },
          { label: words.issuedBy, value: props.issuedBy },
          {
            label: words.issuedOn,
            value: <time dateTime={props.issuedOn}>{formatDate(props.issuedOn, language)}</time>,
          },
        ]}
      />
      {props.signed && (
        <p class="mc-paper__signed">
          <Icon name="badge-check" />
          {words.signed}
        </p>
      )}
      <div class="mc-buttons">
        <a class="ds-button" href={props.downloadHref} download>
          <Icon name="download" />
          <span>
            {words.download}
            <span class="ds-sr-only">: {props.title}</span>
          </span>
        </a>
        {props.verifyHref && (
          <a class="ds-button" data-variant="secondary" href={props.verifyHref}>
            <Icon name="shield-check" />
            {words.verify}
          </a>
        )}
        {props.downloadDetail && <span class="mc-paper__detail">{props.downloadDetail}</span>}
      </div>
    </article>
  );
}
