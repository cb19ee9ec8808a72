import { api, listed, type Shown } from '../api/client'

/** The units of these kinds, kind after kind. */
export async function units(...kinds: string[]): Promise<Shown<'identity.Unit'>[]> {
  const asking = kinds.map(async (kind) =>
    listed(await api.GET('/api/v1/identity/units', { params: { query: { kind, limit: 100 } } })),
  )
  return (await Promise.all(asking)).flatMap((page) => page.items)
}
