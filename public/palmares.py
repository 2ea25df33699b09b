#!/usr/bin/env python3
"""Palmarès from the command line. Python 3.8 or later, nothing else.

  python3 palmares.py submit wdbc predictions.csv -m "first try"
  python3 palmares.py status sub_…
  python3 palmares.py submissions wdbc
  python3 palmares.py leaderboard wdbc
  python3 palmares.py download wdbc

PALMARES_URL and PALMARES_TOKEN (or --url, --token) say where and as whom.
Exit codes: 0 done, 2 file refused, 3 organiser's fault, 1 anything else.
"""
import argparse
import hashlib
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

# What the site itself takes; larger files go in parts to its object store.
ONE_PIECE_BYTES = 64 * 2**20
FINAL = {"scored", "rejected", "failed", "cancelled"}


def main():
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--url", default=os.environ.get("PALMARES_URL", "http://localhost:3000"))
    common.add_argument("--token", default=os.environ.get("PALMARES_TOKEN"))
    parser = argparse.ArgumentParser(description="Palmarès from the command line", parents=[common])
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name, *positionals):
        added = commands.add_parser(name, parents=[common])
        for positional in positionals:
            added.add_argument(positional)
        return added

    submit = command("submit", "challenge", "file")
    submit.add_argument("-m", "--message", default="")
    command("status", "submission")
    command("submissions", "challenge")
    command("leaderboard", "challenge")
    command("download", "challenge").add_argument("-o", "--output", default=".")
    options = parser.parse_args()
    return globals()[options.command](options)


def submit(options):
    is_large = os.path.getsize(options.file) > ONE_PIECE_BYTES
    accepted = submit_in_parts(options) if is_large else submit_in_one_piece(options)
    print(f"{accepted['id']} received; {accepted['quota']['remaining']} submission(s) left")
    return outcome(wait(options, accepted["id"]))


def submit_in_one_piece(options):
    with open(options.file, "rb") as file:
        body = file.read()
    headers = {"Content-Type": "application/octet-stream", "X-File-Name": quoted(os.path.basename(options.file))}
    if options.message:
        headers["X-Note"] = quoted(options.message)
    return call(options, "POST", f"/challenges/{options.challenge}/submissions", body, headers)


def submit_in_parts(options):
    """Straight to the object store. Run again after a lost connection, it sends only what has not arrived."""
    size, digest = os.path.getsize(options.file), hashlib.sha256()
    with open(options.file, "rb") as file:
        for chunk in iter(lambda: file.read(1 << 20), b""):
            digest.update(chunk)
    announced = {"size": size, "sha256": digest.hexdigest(), "fileName": os.path.basename(options.file)}
    if options.message:
        announced["note"] = options.message
    path = f"/challenges/{options.challenge}/submissions"
    plan = call(options, "POST", path, json.dumps(announced).encode(), {"Content-Type": "application/json"})
    with open(options.file, "rb") as file:
        for part in plan["parts"]:
            file.seek((part["number"] - 1) * plan["partBytes"])
            send_part(part["url"], file.read(plan["partBytes"]))
    return call(options, "POST", f"{path}/{plan['id']}/complete", b"")


def send_part(url, content):
    try:
        urllib.request.urlopen(urllib.request.Request(url, data=content, method="PUT", headers={"Content-Type": ""}))
    except urllib.error.URLError as error:
        print(f"The connection was lost ({error}). Run the same command again to go on.", file=sys.stderr)
        sys.exit(1)


def status(options):
    return outcome(call(options, "GET", f"/submissions/{options.submission}"))


def submissions(options):
    for one in call(options, "GET", f"/challenges/{options.challenge}/submissions")["items"]:
        scores = one.get("scores", {}).get("public", {})
        print(one["id"], one.get("number", "-"), one["state"], json.dumps(scores), sep="\t")


def leaderboard(options):
    for row in call(options, "GET", f"/challenges/{options.challenge}/leaderboard")["items"]:
        rank = "-" if row["rank"] is None else row["rank"]
        print(rank, row["team"], row["score"], row["submissions"], sep="\t")


def download(options):
    for file in call(options, "GET", f"/challenges/{options.challenge}")["files"]:
        name = os.path.basename(file["name"])
        path = urllib.parse.urlparse(file["url"]).path
        urllib.request.urlretrieve(options.url.rstrip("/") + path, os.path.join(options.output, name))
        print(name)


def wait(options, submission):
    while True:
        answer = call(options, "GET", f"/submissions/{submission}?wait=30")
        if answer["state"] in FINAL:
            return answer


def outcome(answer):
    print(answer["state"])
    for name, value in answer.get("scores", {}).get("public", {}).items():
        print(name, value, sep="\t")
    if "rank" in answer:
        print("rank", answer["rank"], sep="\t")
    show_faults(answer)
    if answer["state"] == "rejected":
        return 2
    if answer["state"] == "failed":
        return 3 if answer.get("failure", {}).get("class") == "scorer" else 1
    return 0


def show_faults(answer):
    for fault in answer.get("faults", []):
        place = f"line {fault['line']}" if fault["line"] else "file"
        print(f"{place}\t{fault['code']}\t{fault['message']['en']}", file=sys.stderr)


def call(options, method, path, body=None, headers=None):
    request = urllib.request.Request(options.url.rstrip("/") + "/api/v1" + path, data=body, method=method)
    for name, value in (headers or {}).items():
        request.add_header(name, value)
    if options.token:
        request.add_header("Authorization", "Bearer " + options.token)
    try:
        with urllib.request.urlopen(request) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        problem = json.loads(error.read() or b"{}")
        print(f"{error.code} {problem.get('code', 'error')}", file=sys.stderr)
        show_faults(problem)
        if error.code == 401:
            print("PALMARES_TOKEN (or --token) takes a token from your account's page.", file=sys.stderr)
        sys.exit(2 if error.code == 422 else 1)
    except urllib.error.URLError as error:
        print(f"{options.url} cannot be reached: {error.reason}", file=sys.stderr)
        sys.exit(1)


def quoted(text):
    return urllib.parse.quote(text, safe=" ")


if __name__ == "__main__":
    sys.exit(main())
