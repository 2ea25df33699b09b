type Route = { path?: string | undefined; index?: boolean | undefined; children?: Route[] | undefined };

/** The addresses of a map of routes, with their parameters. */
export function addressesOf(tree: readonly Route[], above = ""): string[] {
  const all = tree.flatMap((one) => {
    const here = one.path === undefined ? above : `${above}/${one.path}`;
    return one.children === undefined ? [here === "" ? "/" : here] : addressesOf(one.children, here);
  });
  return [...new Set(all)];
}
