/** Who may import what, as law. The same table stands in words in CONTRIBUTING.md. */
const pure = "^app/[^/]+/(?!.*\\.server\\.ts$).+\\.tsx?$";
const roots = ["accounts", "notifications"];
const journeys = [
  [...roots, "teams", "challenges", "submissions", "leaderboards"],
  [...roots, "calls", "applications", "reviews", "decisions", "laureates"],
];
const chain = [...new Set(journeys.flat())];

/** A feature knows those to its left in its own journey, and nothing else. */
const leftToRight = chain.map((feature) => {
  const known = journeys
    .filter((one) => one.includes(feature))
    .flatMap((one) => one.slice(0, one.indexOf(feature) + 1));
  const unknown = chain.filter((other) => !known.includes(other));
  return {
    name: `${feature}-knows-only-what-stands-to-its-left`,
    severity: "error",
    from: { path: `^app/${feature}/` },
    to: { path: `^app/(${unknown.join("|")})/`, dependencyTypesNot: ["type-only"] },
  };
});

/** What happens in one feature does not call what happens in another. */
const ownVerbs = chain.map((feature) => ({
  name: `${feature}-calls-no-other-features-verbs`,
  severity: "error",
  from: { path: `^app/${feature}/` },
  to: {
    path: `^app/(${chain.filter((other) => other !== feature).join("|")})/.*\\.server\\.ts$`,
    dependencyTypesNot: ["type-only"],
  },
}));

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "scoring-is-pure",
      severity: "error",
      from: {
        path: "^scoring/",
        pathNot: "^scoring/(worker|contained|engine|bench|local)/|^scoring/cli\\.ts$",
      },
      to: { path: "^(app|db)/|^(node:)?(fs|net|http|https|process|os|child_process)(/|$)" },
    },
    {
      name: "what-reads-foreign-files-has-no-way-out",
      severity: "error",
      from: { path: "^scoring/(contained|engine)/" },
      to: { path: "^db/" },
    },
    { name: "worker-knows-no-app", severity: "error", from: { path: "^scoring/" }, to: { path: "^app/" } },
    {
      name: "db-knows-no-app-nor-scoring",
      severity: "error",
      from: { path: "^db/" },
      to: { path: "^(app|scoring)/" },
    },
    {
      name: "vocabulary-is-a-leaf",
      severity: "error",
      from: { path: "^db/vocabulary\\.ts$" },
      to: { path: "." },
    },
    {
      name: "only-server-modules-touch-the-database",
      severity: "error",
      from: { path: pure, pathNot: "^app/(http|api|jobs|cli|routes)/" },
      to: { path: "^db/", pathNot: "^db/vocabulary\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "routes-have-no-query",
      severity: "error",
      from: { path: "^app/routes/" },
      to: { path: "^db/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "the-door-to-withheld-labels",
      severity: "error",
      from: { pathNot: "^scoring/worker/|^app/challenges/publish-labels\\.server\\.ts$|^tests/" },
      to: { path: "^db/withheld\\.ts$" },
    },
    {
      name: "features-know-no-http",
      severity: "error",
      from: { path: `^app/(${chain.join("|")})/` },
      to: { path: "^app/(http|api|routes)/" },
    },
    {
      name: "ui-knows-no-feature",
      severity: "error",
      from: { path: "^app/ui/" },
      to: { path: `^app/(${chain.join("|")}|http|api)/` },
    },
    ...leftToRight,
    ...ownVerbs,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(build|node_modules)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json"],
    },
  },
};
