import * as reservations from '#contracts/sales-reservations.js';
import { created, get, post, type Row } from './row.js';

// prettier-ignore
export const salesReservationsRows: Row[] = [
  post('/v1/units/{unitId}/reservations', 'reservation.make', reservations.ReserveUnit, '预留', 'Reserve a unit', created),
  get('/v1/reservations/{reservationId}', 'report.desk', reservations.ReservationById, '预留单', 'A reservation'),
  get('/v1/projects/{projectId}/reservations', 'report.desk', reservations.Reservations, '预留清单', 'Reservations of a project'),
  post('/v1/reservations/{reservationId}/extension', 'reservation.make', reservations.ExtendReservation, '预留延期', 'Extend a reservation'),
  post('/v1/reservations/{reservationId}/release', 'reservation.make', reservations.ReleaseReservation, '取消预留', 'Release a reservation'),
  post('/v1/reservations/{reservationId}/consents', 'subscription.make', reservations.AskConsent, '征求预留人同意', 'Ask the holder to consent to a buyer', created),
  post('/v1/reservations/{reservationId}/consents/{customerId}/answer', 'reservation.consent', reservations.AnswerConsent, '答复预留变更', 'Consent to a buyer, or refuse'),
  get('/v1/projects/{projectId}/malicious-reservations', 'report.finance', reservations.MaliciousReservations, '恶意预留清单', 'Malicious reservations'),
];
