import fc from "fast-check";
import { expect, test } from "vitest";
import { markdownToHtml } from "#app/ui/markdown.server.ts";

/** What a text may become, whatever it is: these elements with these attributes, and addresses of these kinds. */
const elements =
  "a blockquote br code del em h1 h2 h3 h4 h5 h6 hr img input li ol p pre section strong sup table tbody td th thead tr ul".split(
    " ",
  );
const attributes =
  "align alt aria-describedby aria-label aria-labelledby checked class data-footnote-backref data-footnote-ref data-footnotes disabled href id src start title type".split(
    " ",
  );
const tag = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*>/g;
/** A relative address has no colon before its first slash, question mark or fence. */
const harmlessAddress = /^(https?:|mailto:|ircs?:|xmpp:|[^:/?#]*([/?#]|$))/i;

/** What of an HTML text could run or pretend; none of it when everything is read as intended. */
function dangersIn(html: string): string[] {
  // Whatever is no tag of the kind that is written here must hold no beginning of a tag at all.
  const rest = html.replaceAll(tag, "");
  const found = rest.includes("<") ? [`an unread tag in ${rest}`] : [];
  for (const [, , name = "", list = ""] of html.matchAll(tag)) {
    if (!elements.includes(name)) found.push(`<${name}>`);
    for (const [, attribute = "", value = ""] of list.matchAll(/([\w:-]+)(?:="([^"]*)")?/g))
      found.push(...dangerOf(attribute, value));
  }
  return found;
}

function dangerOf(attribute: string, value: string): string[] {
  if (!attributes.includes(attribute)) return [attribute];
  if (attribute === "id" && !value.startsWith("user-content-")) return [`id ${value}`];
  if (attribute !== "href" && attribute !== "src") return [];
  const address = value.replace(/&#x([0-9a-f]+);/gi, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
  return harmlessAddress.test(address) ? [] : [`${attribute} ${address}`];
}

const addresses = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\tscript:alert(1)",
  "&#106;avascript:alert(1)",
  "javascript&colon;alert(1)",
  "&#x6A;&#x61;vascript:alert(1)",
  "\u0001javascript:alert(1)",
  "vbscript:msgbox(1)",
  "data:text/html,<script>alert(1)</script>",
  "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
  "data:image/svg+xml,<svg onload=alert(1)>",
  "blob:https://evil.invalid/1",
  "file:///etc/passwd",
  "javascript://x.invalid/%0Aalert(1)",
  "view-source:javascript:alert(1)",
];
const links = [
  "[x](A)",
  "[x](<A>)",
  "![x](A)",
  "<A>",
  "[x][1]\n\n[1]: A",
  '[x](A "t")',
  "[![x](A)](A)",
  "- [ ] [x](A)",
];
const markup = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)></svg>",
  "<svg><animate onbegin=alert(1) attributeName=x></svg>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<a href=javascript:alert(1)>x</a>",
  "<details open ontoggle=alert(1)>",
  "<form action=//evil.invalid><input name=password></form>",
  "<base href=//evil.invalid>",
  "<meta http-equiv=refresh content='0;url=//evil.invalid'>",
  "<link rel=stylesheet href=//evil.invalid>",
  "<style>@import '//evil.invalid'</style>",
  "<object data=//evil.invalid></object>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<![CDATA[><img src=x onerror=alert(1)>]]>",
  "<x/onclick=alert(1)>",
  "<p style=position:fixed;inset:0>x</p>",
  "<div id=location></div>",
];
const around = [
  "A",
  "**A**",
  "> A",
  "# A",
  "- A",
  "`A",
  "~~A~~",
  "|a|\n|-|\n|A|",
  "x[^1]\n\n[^1]: A",
  "[A](/x)",
  "![A](/x)",
];
const corpus: [string, string[]][] = [
  ["addresses", links.flatMap((link) => addresses.map((address) => link.replaceAll("A", () => address)))],
  ["markup", around.flatMap((place) => markup.map((one) => place.replaceAll("A", () => one)))],
  [
    "what breaks out of quotes",
    [
      '[x](/ "a\\" onmouseover=alert(1) b=\\"")',
      '![" onerror="alert(1)](x)',
      '```"><script>\nx\n```',
      '``` x" onclick=alert(1)\nx\n```',
    ],
  ],
  [
    "ids that hide a name of the page",
    ["x[^location]\n\n[^location]: y", "x[^__proto__]\n\n[^__proto__]: y"],
  ],
];

test.each(corpus)("nothing of a hostile text can run: %s", (_, texts) => {
  const dangers = texts.flatMap((text) => dangersIn(markdownToHtml(text)).map((danger) => [text, danger]));

  expect(texts.length).toBeGreaterThan(1);
  expect(dangers).toEqual([]);
});

test("the check itself sees what it is to see", () => {
  expect(dangersIn('<p onclick="x">y</p>')).toEqual(["onclick"]);
  expect(dangersIn('<a href="&#x6A;avascript:x">y</a>')).toEqual(["href javascript:x"]);
  expect(dangersIn("<script>x</script>")).toContain("<script>");
  expect(dangersIn("<p>1 < 2</p>")).toHaveLength(1);
});

test("whatever fragments meet, only harmless elements and addresses come out", () => {
  const fragment = fc.constantFrom(
    ...addresses,
    ...markup,
    ..."[|]|(|)|<|>|!|`|```|*|_|~~|\\|\"|'|&|#|\n|\n\n|    |- |> |[^1]|[^1]: |https://x.invalid|a@x.invalid|www.x.invalid|||".split(
      "|",
    ),
  );
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 12 }), (parts) => {
      expect(dangersIn(markdownToHtml(parts.join("")))).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test("what is meant is kept", () => {
  expect(markdownToHtml("**a** [b](https://c.invalid) `<d>`")).toBe(
    '<p><strong>a</strong> <a href="https://c.invalid">b</a> <code>&#x3C;d></code></p>',
  );
});
