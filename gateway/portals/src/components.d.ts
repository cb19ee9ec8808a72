import type Zh from './parts/Zh.vue'

declare module 'vue' {
  interface GlobalComponents {
    Zh: typeof Zh
  }
}
