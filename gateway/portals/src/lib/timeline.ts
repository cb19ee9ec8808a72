import type { Shown } from '../api/client'
import type { Event } from '../parts/Steps.vue'

type Say = (key: string) => string

/** What happened to a case, as its own fields tell, and the next date that is set. */
export function timeline(found: Shown<'centers.Case'>, t: Say): Event[] {
  const { correction, decision, extension, promise } = found
  const happened: (Event | false | null)[] = [
    { at: found.submitted_at, what: t('event.submitted') },
    correction && { at: correction.notified_at, what: t('event.correction'), note: correction.defects.map((each) => `${each.material}：${each.what}`).join('；') },
    !!found.accepted_at && { at: found.accepted_at, what: t(found.deemed ? 'event.deemed' : 'event.accepted') },
    ...found.procedures.flatMap((each) => [
      { at: each.started_on, what: t('event.paused'), note: each.reason },
      !!each.ended_on && { at: each.ended_on, what: t('event.resumed') },
    ]),
    extension && { at: extension.approved_on, what: t('event.extended'), note: extension.reason },
    decision && { at: decision.decided_at, what: t(decision.granted ? 'event.granted' : 'event.denied'), note: decision.document_no },
    !!found.delivered_at && { at: found.delivered_at, what: t('event.delivered') },
  ]
  const past = happened.filter((each): each is Event => !!each).sort((one, other) => one.at.localeCompare(other.at))
  return [...past, ...ahead(found, promise, t)]
}

/** The states in which the clock of a case is set. */
export const OPEN = new Set<string>(['ACCEPTED', 'ACCEPTED_TOLERANT', 'IN_REVIEW', 'PAUSED'])

function ahead(found: Shown<'centers.Case'>, promise: Shown<'centers.PromiseView'> | null, t: Say): Event[] {
  const state = found.status.code
  if (state === 'SUBMITTED' && found.reply_by) return [{ at: found.reply_by, what: t('event.reply_by'), ahead: true }]
  if (state === 'CORRECTION' && found.correction) return [{ at: found.correction.answer_by, what: t('event.answer_by'), ahead: true }]
  if (state === 'ACCEPTED_TOLERANT' && promise) return [{ at: promise.supply_by, what: t('event.supply_by'), ahead: true }]
  if (OPEN.has(state) && found.due) return [{ at: found.due, what: t('event.due'), ahead: true }]
  if (state === 'DECIDED' && found.deliver_by) return [{ at: found.deliver_by, what: t('event.deliver_by'), ahead: true }]
  if (state === 'DELIVERED' && found.rate_by) return [{ at: found.rate_by, what: t('event.rate_by'), ahead: true }]
  return []
}
