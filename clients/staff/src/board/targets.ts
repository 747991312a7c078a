// What counts as long on the floor, in minutes. One set for the house until the city sets its own.

export const TARGETS = {
  waitMinutes: 30,
  serviceMinutes: 30,
  flowMinutes: 20,
  awayMinutes: 10,
} as const;
