import { session } from './session'

/** Whoever is logged in, as far as we know her. */
export const myself = () => ({ name: session.value?.name ?? '', id_no: '', phone: '', address: '' })
