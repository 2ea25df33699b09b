/** A program that neither says that it is ready nor ends. */
setInterval(() => {}, 60_000);
