// The door of `design`: the theme's parts that pages are made of. Start with README.md.
export { AskedFields, DecisionFields, decisionTyped } from './asked.tsx';
export type { AskedField } from './asked.tsx';
export { addScript, assetPath, loadAssets } from './assets.ts';
export { bundled } from './bundle.ts';
export type { Asset } from './assets.ts';
export { Card, CaseSummary, EmptyState, Figures, ProgressBar, SearchBox, Steps, Timeline } from './cards.tsx';
export type { CardProps, Step, TimelineEntry } from './cards.tsx';
export { Decision, Queue, QueueItem, TwoPane } from './desk.tsx';
export { Drawing } from './drawing.tsx';
export { DocumentCard, EvidenceSeal, Fact, FactList, KeyValue } from './evidence.tsx';
export type { Evidence, FactProps } from './evidence.tsx';
export {
  Checkbox,
  CheckboxGroup,
  DateField,
  FieldGroup,
  FileField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from './fields.tsx';
export type { Choice, FieldProps } from './fields.tsx';
export { Button, Buttons, ErrorSummary, Form, LinkButton, fieldMessages } from './form.tsx';
export type { FieldMessages, FieldValues } from './form.tsx';
export { frameOf } from './frame.ts';
export {
  BackLink,
  Breadcrumbs,
  Columns,
  Disclosure,
  Grid,
  Hero,
  PageTitle,
  Prose,
  Section,
  Tabs,
} from './headings.tsx';
export type { Tab } from './headings.tsx';
export { ICONS, Icon } from './icon.tsx';
export type { IconName } from './icon.tsx';
export { PATHS, Page, languageHref, renderPage } from './page.tsx';
export type { Frame, FrameUser, NavigationLink, PageProps } from './page.tsx';
export { PersonButton, PersonRow, initialsOf } from './person-row.tsx';
export { ScoreTag, percent } from './score.tsx';
export type { ScoreBand } from './score.tsx';
export { Confirmation, Deadline, Notice, StatusTag } from './status.tsx';
export type { Tone } from './status.tsx';
export { DataTable, Pager, withQuery } from './tables.tsx';
export type { Column, Row } from './tables.tsx';
export { Thread } from './thread.tsx';
export type { Bead, BeadState } from './thread.tsx';
