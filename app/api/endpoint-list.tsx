import styles from "./endpoint-list.module.css";

export type ListedEndpoint = { method: string; path: string; summary: string };

/** What may be asked of the programming interface, each with what it does. */
export function EndpointList({ endpoints }: { endpoints: readonly ListedEndpoint[] }) {
  return (
    <dl className={styles["list"]}>
      {endpoints.map(({ method, path, summary }) => (
        <div key={method + path}>
          <dt className="mono">
            <span className={styles["method"]}>{method}</span> {path}
          </dt>
          <dd>{summary}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A command to copy. */
export function Example({ children }: { children: string }) {
  return <pre className={`mono ${styles["example"] ?? ""}`}>{children}</pre>;
}
