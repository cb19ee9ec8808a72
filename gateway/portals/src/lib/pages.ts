import { ref, shallowRef, watch, type Ref, type WatchSource } from 'vue'
import { asProblem } from './asked'
import type { Problem } from '../api/client'

interface Page<T> {
  items: T[]
  next: string
}

/** A list that grows page by page and begins anew when `of` changes. */
export function paged<T>(ask: (cursor: string | undefined) => Promise<Page<T>>, of?: WatchSource | WatchSource[]) {
  const items: Ref<T[] | null> = shallowRef(null)
  const next = ref('')
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  let turn = 0
  async function load(cursor?: string): Promise<void> {
    const mine = ++turn
    busy.value = true
    try {
      const page = await ask(cursor)
      if (mine !== turn) return
      items.value = cursor ? [...(items.value ?? []), ...page.items] : page.items
      next.value = page.next
      problem.value = null
    } catch (thrown) {
      if (mine === turn) problem.value = asProblem(thrown)
    } finally {
      if (mine === turn) busy.value = false
    }
  }
  if (of) watch(of, () => void load())
  void load()
  return { items, next, busy, problem, more: () => load(next.value), again: () => load() }
}
