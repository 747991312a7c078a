// The appointments of some days and the free places, as the server gives them (server/web/appointments.py).

import { post } from "@madoguchi/shared/http.ts";

export interface Appointment {
  case: string;
  visit: string;
  version: number;
  number: string;
  /** The digits that were said on the telephone. */
  appointment: string;
  state: "booked" | "arrived" | "cancelled" | "missed";
  stage: string;
  day: string;
  /** The time, ms since 1970. */
  due: number;
  minutes: number;
  office: string;
  group: string;
  service: string;
  name?: string | null;
  kana?: string | null;
  birth?: string | null;
  by: string;
  at: number;
}

export interface DayOfPlaces {
  day: string;
  open: boolean;
  places: { time: string; left: number }[];
}

export const listed = async (first: string, last: string): Promise<Appointment[]> =>
  (await post<{ appointments: Appointment[] }>("/api/appointments", { first, last })).appointments;

export const places = async (service: string, first: string, last: string): Promise<DayOfPlaces[]> =>
  (await post<{ days: DayOfPlaces[] }>("/api/appointments/places", { service, first, last })).days;
