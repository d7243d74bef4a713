/** The agents of the simulated workspace, as cards name them. */
export const AGENTS = [
  { id: 'U_THANDI', name: 'Thandi' },
  { id: 'U_PIETER', name: 'Pieter' },
];
