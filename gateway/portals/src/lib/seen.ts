import { keep, kept } from './kept'

/** The items that this reader looked at last, newest first. */
export interface Seen {
  id: string
  name: string
}
const MOST = 6

export const seen = (): Seen[] => kept<Seen[]>('seen', [])
export const see = (item: Seen): void =>
  keep('seen', [item, ...seen().filter((each) => each.id !== item.id)].slice(0, MOST))
