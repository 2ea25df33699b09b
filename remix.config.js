/**
 * The options of Remix's Vite plugin; vite.config.ts imports this file.
 * @type {import('@remix-run/dev').VitePluginConfig}
 */
export default {
  appDirectory: "app",
  // A folder of its own: Remix empties its build directory, and the other processes are bundled beside it.
  buildDirectory: "build/site",
  serverModuleFormat: "esm",
  ssr: true,
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    v3_routeConfig: true,
    // Off for good: the endpoint behind it can be made to do unbounded work (CVE-2026-42342, CVE-2026-55685).
    v3_lazyRouteDiscovery: false,
    unstable_optimizeDeps: true,
  },
};
