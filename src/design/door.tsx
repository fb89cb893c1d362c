/** A corner of a door leaf in perspective: `u` from its hinge (0) to its free edge (1), `v` from top (0) to foot (1). */
function corner(side: 'left' | 'right', u: number, v: number): string {
  const x = 110 + 52 * u;
  const top = 36 + 34 * u;
  const foot = 300 - 36 * u;
  return `${(side === 'left' ? x : 420 - x).toFixed(1)} ${(top + v * (foot - top)).toFixed(1)}`;
}

function panel(side: 'left' | 'right', edges: { u: [number, number]; v: [number, number] }): string {
  const [inner, outer] = edges.u;
  const [top, foot] = edges.v;
  const corners = [
    corner(side, inner, top),
    corner(side, outer, top),
    corner(side, outer, foot),
    corner(side, inner, foot),
  ];
  return `M${corners.join('L')}Z`;
}

/** One leaf as they are made here: bars above to let air and light through, a board below. */
function Leaf({ side }: { side: 'left' | 'right' }) {
  const bars = [0.24, 0.37, 0.5, 0.63, 0.76];
  return (
    <g>
      <path class="mc-door__leaf" d={panel(side, { u: [0, 1], v: [0, 1] })} />
      <path class="mc-door__inlay" d={panel(side, { u: [0.14, 0.86], v: [0.06, 0.52] })} />
      {bars.map((u) => (
        <path class="mc-door__bar" d={`M${corner(side, u, 0.06)}L${corner(side, u, 0.52)}`} key={u} />
      ))}
      <path class="mc-door__inlay" d={panel(side, { u: [0.14, 0.86], v: [0.6, 0.94] })} />
    </g>
  );
}

/**
 * The open door beside the first heading of the home page: the mark, drawn large, with the thread beginning at its
 * threshold. An ornament: silent for screen readers, and away where there is no room.
 */
export function Door() {
  return (
    <svg class="mc-door" viewBox="0 0 420 400" width="420" height="400" aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id="mc-door-light" x1="0" y1="0" x2="0" y2="1">
          <stop class="mc-door__light-high" offset="0" />
          <stop class="mc-door__light-low" offset="1" />
        </linearGradient>
        <linearGradient id="mc-door-spill" x1="0" y1="0" x2="0" y2="1">
          <stop class="mc-door__spill-near" offset="0" />
          <stop class="mc-door__spill-far" offset="1" />
        </linearGradient>
        <linearGradient id="mc-door-thread" gradientUnits="userSpaceOnUse" x1="-400" y1="0" x2="-140" y2="0">
          <stop class="mc-door__thread-end" offset="0" />
          <stop class="mc-door__thread-begin" offset="1" />
        </linearGradient>
      </defs>
      <path fill="url(#mc-door-light)" d="M110 36H310V300H110Z" />
      <path class="mc-door__floor" d="M110 300L162 264H258L310 300Z" />
      <Leaf side="left" />
      <Leaf side="right" />
      <path class="mc-door__frame" d="M104 302V30H316V302" />
      <path class="mc-door__step" d="M88 300H332V309H88ZM72 312H348V322H72Z" />
      <path fill="url(#mc-door-spill)" d="M104 322H316L392 396H28Z" />
      <path
        class="mc-door__thread"
        stroke="url(#mc-door-thread)"
        d="M210 270C216 318 230 372 160 386S20 394 -70 382S-250 366 -400 388"
      />
      <circle class="mc-door__bead" cx="160" cy="386" r="6" />
      <circle class="mc-door__bead" cx="-70" cy="382" r="6" />
    </svg>
  );
}
