module.exports = {
  plugins: {
    "postcss-preset-mantine": {},
    "postcss-simple-vars": {
      variables: {
        "mantine-breakpoint-xs": "30em",
        "mantine-breakpoint-sm": "43.75em",
        "mantine-breakpoint-md": "56.25em",
        "mantine-breakpoint-lg": "75em",
        "mantine-breakpoint-xl": "92.5em",
      },
    },
  },
};
