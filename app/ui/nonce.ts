import { createContext, useContext } from "react";

/** The number used once that lets this answer's own scripts and styles run under the content security policy. */
export const NonceContext = createContext<string | undefined>(undefined);

export const useNonce = () => useContext(NonceContext);
