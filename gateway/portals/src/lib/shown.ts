import { useI18n } from 'vue-i18n'

const ZONE = 'Asia/Shanghai'

/** How dates, periods and codes are said in the reader's language. */
export function useShown() {
  const { t, te, locale } = useI18n()
  const said = (options: Intl.DateTimeFormatOptions, at: Date) =>
    new Intl.DateTimeFormat(locale.value, { timeZone: ZONE, ...options }).format(at)
  const day = (date: string) =>
    said({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' }, new Date(`${date.slice(0, 10)}T12:00:00+08:00`))
  const moment = (at: string) =>
    said({ year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, new Date(at))
  const clock = (at: string) => said({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, new Date(at))
  /** A period as rule packs write it: 10WD, 30D, 1M, 24H. */
  function period(text: string | null): string {
    const parts = /^(\d+)(WD|WH|D|H|M|Y)$/.exec(text ?? '')
    return parts ? t(`period.${parts[2]}`, { n: parts[1]! }, Number(parts[1])) : (text ?? '')
  }
  /** The word for a code: the catalogue's, or what the answer itself calls it. */
  function word(group: string, code: string, label: string): string {
    const key = `${group}.${code}`
    return te(key) ? t(key) : label
  }
  return { t, day, moment, clock, period, word, locale }
}
