const SVG = 'http://www.w3.org/2000/svg';

/** Strokes on a field of 24 by 24. */
const ICONS = {
  shop: 'M3 9 5 4h14l2 5M4 9v11h16V9M4 9h16M9 20v-6h6v6',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c0-4 4-6 8-6s8 2 8 6',
  people:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M2 20c0-4 3.500-6 7-6s7 2 7 6M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.500c2.500.700 4 2.500 4 5.500',
  photo: 'M4 6h3l2-2h6l2 2h3v13H4zM12 16a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7',
  voice: 'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3M6 12a6 6 0 0 0 12 0M12 18v3',
  send: 'M4 12 20 4l-5 16-3-6z',
  lock: 'M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3',
  alarm: 'M6 18v-5a6 6 0 0 1 12 0v5zM4 18h16v2H4zM12 4V2M4 8 2.500 6.500M20 8l1.500-1.500',
  sleep: 'M5 6h7l-7 8h7M14 12h5l-5 6h5',
  robot: 'M5 9h14v10H5zM12 9V5M12 5h.01M9 13v2M15 13v2',
  done: 'M4 12.500 9.500 18 20 7',
  failed: 'M6 6l12 12M18 6 6 18',
  eye: 'M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6',
  dots: 'M5 12h.01M12 12h.01M19 12h.01',
  link: 'M10 14 20 4M14 4h6v6M18 14v6H4V6h6',
  tick: 'M3 12.500 8 17.500 18 7.500',
  ticks: 'M1 12.500 6 17.500 16 7.500M10 16l1.500 1.500L21.500 7.500',
  close: 'M6 6l12 12M18 6 6 18',
  clip: 'M8 12V7a4 4 0 0 1 8 0v9a6 6 0 0 1-12 0V9',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3.500 2',
  hourglass: 'M7 3h10M7 21h10M8 3v4l4 5-4 5v4M16 3v4l-4 5 4 5v4',
  bolt: 'M13 2 5 14h6l-1 8 8-12h-6z',
  plug: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4',
  box: 'M3 8l9-5 9 5v8l-9 5-9-5zM3 8l9 5 9-5M12 13v8',
  plus: 'M12 5v14M5 12h14',
  play: 'M7 4.500v15l12-7.500z',
  flag: 'M6 21V4h11l-2 4 2 4H6',
  reply: 'M10 6 4 12l6 6M4 12h9c4 0 7 2 7 6',
  graph: 'M4 5h6v5H4zM14 14h6v5h-6zM10 7.500h4.500v6.500',
  history: 'M4 12a8 8 0 1 0 2.500-5.800L4 8.500M4 4v4.500h4.500M12 8v4.500l3 1.500',
  back: 'M15 5l-7 7 7 7',
  phone: 'M7 2h10v20H7zM11 18.500h2',
  chat: 'M4 5h16v11H9l-5 4z',
  verified:
    'M12 2.500l2.400 1.800 3-.100.800 2.900 2.500 1.600-1.100 2.800 1.100 2.800-2.500 1.600-.800 2.900-3-.100L12 20.500l-2.400-1.800-3 .100-.800-2.900-2.500-1.600 1.100-2.800-1.100-2.800 2.500-1.600.800-2.900 3 .100zM8.500 11.500 11 14l4.500-4.500',
};

/** An icon; without a label it is decoration. */
export function icon(name, label) {
  const svg = svgEl('svg', { viewBox: '0 0 24 24', class: `icon icon-${name}` });
  if (label) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  } else {
    svg.setAttribute('aria-hidden', 'true');
  }
  svg.append(svgEl('path', { d: ICONS[name] }));
  return svg;
}

export function svgEl(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) node.setAttribute(key, value);
  node.append(...children);
  return node;
}
