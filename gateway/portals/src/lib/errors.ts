import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Problem } from '../api/client'

const HAN = /\p{Script=Han}/u

/** The sentences of a problem, by the field that they are about; `labels`: pointer → what it is called. */
export function errorsOf(
  problem: Readonly<Ref<Problem | null>>,
  labels: () => Record<string, string>,
  otherwise?: () => string,
) {
  const { t } = useI18n()
  /** What the page knows better it says itself; a sentence that is not for people, in general words. */
  const said = (pointer: string, detail: string) =>
    (pointer in labels() ? otherwise?.() : undefined) ?? (HAN.test(detail) ? detail : t('form.wrong'))
  const of = (pointer: string) => {
    const found = problem.value?.errors.find((each) => each.pointer === pointer)
    return found && said(pointer, found.detail)
  }
  const summary = computed(() =>
    (problem.value?.errors ?? []).map(({ pointer, detail }) => ({ field: labels()[pointer] ?? '', text: said(pointer, detail) })),
  )
  return { of, summary }
}

/** What the fields of a person are called, under the pointer of the object that holds them. */
export function personLabels(prefix: string, t: (key: string) => string): Record<string, string> {
  const fields = ['name', 'id_no', 'phone', 'address']
  return Object.fromEntries(fields.map((field) => [`${prefix}/${field}`, t(`person.${field}`)]))
}
