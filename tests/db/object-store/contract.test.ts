import { createHash, randomBytes } from "node:crypto";
import { connect } from "node:net";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ObjectStore } from "#db/files.ts";
import { foreignOrigin, origin, storesUnderTest, type OpenedStore } from "#tests/support/object-stores.ts";

/** What every object store must do for us, our own as well as a large one. */

const mebibyte = 2 ** 20;

describe.for(storesUnderTest)("$name", ({ isThere, open }) => {
  let store: OpenedStore;
  let s3: S3Client;
  let Bucket: string;

  beforeAll(async () => {
    if (!isThere) return;
    store = await open();
    s3 = store.client();
    Bucket = store.bucket;
  });
  afterAll(async () => {
    if (isThere) await store.close();
  });

  const put = (Key: string, Body: string | Uint8Array = "content") =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from(Body) }));
  const bytesOf = async (Key: string, Range?: string) => {
    const answer = await s3.send(new GetObjectCommand({ Bucket, Key, Range }));
    return Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
  };
  const keysBelow = async (Prefix: string) => {
    const answer = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    return (answer.Contents ?? []).map((object) => object.Key);
  };
  const statusOf = async (url: string, options: RequestInit = {}) => {
    const answer = await fetch(url, options);
    await answer.arrayBuffer();
    return answer.status;
  };
  const signedGet = (Key: string, more: { ResponseContentDisposition?: string } = {}) =>
    getSignedUrl(s3, new GetObjectCommand({ Bucket, Key, ...more }), { expiresIn: 60 });
  const signedPut = (Key: string) =>
    getSignedUrl(s3, new PutObjectCommand({ Bucket, Key }), { expiresIn: 60 });
  const begin = async (Key: string) => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    return { Bucket, Key, UploadId: UploadId ?? "" };
  };
  type Begun = Awaited<ReturnType<typeof begin>>;
  const putPart = async (upload: Begun, PartNumber: number, Body: string | Uint8Array) => {
    const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
    return { PartNumber, ETag: ETag ?? "" };
  };
  const complete = (upload: Begun, Parts: { PartNumber: number; ETag: string }[]) =>
    s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));

  describe.skipIf(!isThere)("objects", () => {
    test("what was put is got, with its type and the MD5 as its tag", async () => {
      const content = randomBytes(300_000);

      await s3.send(
        new PutObjectCommand({ Bucket, Key: "whole", Body: content, ContentType: "application/x-test" }),
      );

      const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "whole" }));
      expect((await bytesOf("whole")).equals(content)).toBe(true);
      expect(head.ContentType).toBe("application/x-test");
      expect(head.ContentLength).toBe(300_000);
      expect(head.ETag).toBe(`"${createHash("md5").update(content).digest("hex")}"`);
    });

    test("a stream of known length is stored byte for byte", async () => {
      const content = randomBytes(300_000);
      const Body = Readable.from([content.subarray(0, 100_000), content.subarray(100_000)]);

      await s3.send(new PutObjectCommand({ Bucket, Key: "stream", Body, ContentLength: content.length }));

      expect((await bytesOf("stream")).equals(content)).toBe(true);
    });

    test("an empty object is an object", async () => {
      await put("empty", "");

      expect(await bytesOf("empty")).toHaveLength(0);
    });

    test("a second put replaces the first", async () => {
      await put("twice", "first");
      await put("twice", "second");

      expect((await bytesOf("twice")).toString()).toBe("second");
    });

    test("ranges from the start, to the end and beyond", async () => {
      await put("range", "0123456789");

      expect((await bytesOf("range", "bytes=2-4")).toString()).toBe("234");
      expect((await bytesOf("range", "bytes=7-")).toString()).toBe("789");
      expect((await bytesOf("range", "bytes=-2")).toString()).toBe("89");
      expect((await bytesOf("range", "bytes=8-99")).toString()).toBe("89");
      await expect(bytesOf("range", "bytes=10-")).rejects.toMatchObject({
        $metadata: { httpStatusCode: 416 },
      });
    });

    test("what is not there is said to be missing, and removing it changes nothing", async () => {
      await expect(bytesOf("nothing")).rejects.toMatchObject({ name: "NoSuchKey" });
      await expect(s3.send(new HeadObjectCommand({ Bucket, Key: "nothing" }))).rejects.toMatchObject({
        $metadata: { httpStatusCode: 404 },
      });
      await expect(
        s3.send(new GetObjectCommand({ Bucket: "no-such-bucket", Key: "nothing" })),
      ).rejects.toMatchObject({ name: "NoSuchBucket" });
      await s3.send(new DeleteObjectCommand({ Bucket, Key: "nothing" }));
    });

    test("a removed object is gone", async () => {
      await put("removed");
      await s3.send(new DeleteObjectCommand({ Bucket, Key: "removed" }));

      await expect(bytesOf("removed")).rejects.toMatchObject({ name: "NoSuchKey" });
    });

    test("keys with blanks, accents, signs and other scripts stay what they are", async () => {
      const keys = ["keys/a b+c&d=e.csv", "keys/Hématéine (1)'!*.csv", "keys/细胞/😀.csv", "keys/100%.csv"];
      for (const key of keys) await put(key, key);

      for (const key of keys) expect((await bytesOf(key)).toString()).toBe(key);
      expect((await keysBelow("keys/")).sort()).toEqual([...keys].sort());
    });

    test("a listing in pages gives every key once, in the order of their bytes", async () => {
      // U+FF5E comes before U+1F600 in UTF-8 and after it in UTF-16.
      const keys = ["pages/a", "pages/b/c", "pages/b0", "pages/é", "pages/\uff5e", "pages/\u{1f600}"];
      for (const key of [...keys].reverse()) await put(key, "");
      const listed: (string | undefined)[] = [];
      let token: string | undefined;
      do {
        const page = await s3.send(
          new ListObjectsV2Command({ Bucket, Prefix: "pages/", MaxKeys: 2, ContinuationToken: token }),
        );
        listed.push(...(page.Contents ?? []).map((object) => object.Key));
        token = page.NextContinuationToken;
      } while (token !== undefined);

      expect(listed).toEqual(keys);
    });

    test("a key that looks like a path upwards is a key like any other, or refused", async () => {
      await put("../../../../etc/outside", "inside").catch(() => undefined);
      const url = `${store.endpoint}/${Bucket}/..%2f..%2f..%2f..%2fetc%2fpasswd`;

      expect(await (await fetch(url)).text()).not.toContain("root:");
      await s3.send(new GetObjectCommand({ Bucket, Key: "../../../../etc/passwd" })).then(
        () => expect.fail("a file of the machine was read"),
        (error: Error) => {
          expect(error.name).not.toBe("InternalError");
        },
      );
    });
  });

  describe.skipIf(!isThere)("conditions and checks", () => {
    test("of eight that put a new key at once, one wins", async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) =>
          s3.send(
            new PutObjectCommand({
              Bucket,
              Key: "race",
              Body: `writer ${String(index)}`,
              IfNoneMatch: "*",
            }),
          ),
        ),
      );

      const winners = outcomes.flatMap(({ status }, index) => (status === "fulfilled" ? [index] : []));
      expect(winners).toHaveLength(1);
      expect((await bytesOf("race")).toString()).toBe(`writer ${String(winners[0])}`);
    });

    test("a put that wants a new key leaves the object that is there alone", async () => {
      await put("once", "first");
      const second = s3.send(new PutObjectCommand({ Bucket, Key: "once", Body: "second", IfNoneMatch: "*" }));

      await expect(second).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
      expect((await bytesOf("once")).toString()).toBe("first");
    });

    test("a body that is not the one promised by its MD5 is refused and not kept", async () => {
      const ContentMD5 = createHash("md5").update("another").digest("base64");
      const wrong = s3.send(new PutObjectCommand({ Bucket, Key: "md5", Body: "this", ContentMD5 }));

      await expect(wrong).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
      expect(await keysBelow("md5")).toEqual([]);
    });

    test("a connection that breaks in the middle of a body leaves nothing", async () => {
      const url = new URL(await signedPut("broken"));
      const head = `PUT ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: 1000000\r\n\r\n`;

      await new Promise<void>((resolve, reject) => {
        const socket = connect(Number(url.port), url.hostname, () => {
          socket.write(head + "x".repeat(100_000));
          setTimeout(() => socket.destroy(), 300);
        });
        socket.on("error", reject).on("close", () => {
          resolve();
        });
      });
      await new Promise((resume) => setTimeout(resume, 500));

      expect(await keysBelow("broken")).toEqual([]);
    });
  });

  describe.skipIf(!isThere)("signatures", () => {
    test("nothing is done for who does not sign", async () => {
      await put("closed");

      expect(await statusOf(`${store.endpoint}/${Bucket}/closed`)).toBe(403);
      expect(await statusOf(`${store.endpoint}/${Bucket}?list-type=2`)).toBe(403);
      expect(await statusOf(`${store.endpoint}/${Bucket}/open`, { method: "PUT", body: "x" })).toBe(403);
      expect(await keysBelow("open")).toEqual([]);
    });

    test("a wrong secret and an unknown key are refused", async () => {
      await put("secret");
      const { accessKeyId } = store.credentials;
      const wrong = store.client({ accessKeyId, secretAccessKey: "a secret that is wrong" });
      const unknown = store.client({ accessKeyId: "nobody", secretAccessKey: "a secret that is wrong" });
      const read = (client: S3Client) => client.send(new GetObjectCommand({ Bucket, Key: "secret" }));

      await expect(read(wrong)).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
      await expect(read(unknown)).rejects.toMatchObject({ name: "InvalidAccessKeyId" });
    });

    test("a signed link is good for one key, one method and one bucket", async () => {
      await put("link", "linked");
      await put("other", "other");
      const get = await signedGet("link");

      expect(await (await fetch(get)).text()).toBe("linked");
      expect(await statusOf(get.replace("/link?", "/other?"))).toBe(403);
      expect(await statusOf(get.replace(`/${Bucket}/`, "/another-bucket/"))).not.toBe(200);
      expect(await statusOf(get, { method: "PUT", body: "overwritten" })).toBe(403);
      expect(await statusOf(get, { method: "DELETE" })).toBe(403);
      expect((await bytesOf("link")).toString()).toBe("linked");
    });

    test("a link cannot be given a longer life, another date or a parameter more", async () => {
      await put("life");
      const get = await signedGet("life");

      expect(await statusOf(get.replace("X-Amz-Expires=60", "X-Amz-Expires=6000"))).toBe(403);
      expect(await statusOf(get.replace(/X-Amz-Date=\d{8}/, "X-Amz-Date=20200101"))).toBe(403);
      expect(await statusOf(`${get}&response-content-type=text%2Fhtml`)).toBe(403);
      expect(await statusOf(get.replace(/X-Amz-Signature=../, "X-Amz-Signature=zz"))).toBe(403);
    });

    test("a link is refused when its time is over", async () => {
      await put("over");
      const command = new GetObjectCommand({ Bucket, Key: "over" });
      const get = await getSignedUrl(s3, command, {
        expiresIn: 60,
        signingDate: new Date(Date.now() - 61_000),
      });

      expect(await statusOf(get)).toBe(403);
    });

    test("a signed header can neither be changed nor left out", async () => {
      const command = new PutObjectCommand({ Bucket, Key: "typed", ContentType: "text/plain" });
      const url = await getSignedUrl(s3, command, { signableHeaders: new Set(["content-type"]) });
      const send = (headers: Record<string, string>) =>
        statusOf(url, { method: "PUT", body: Buffer.from("x"), headers });

      expect(await send({ "Content-Type": "text/html" })).toBe(403);
      expect(await send({})).toBe(403);
      expect(await keysBelow("typed")).toEqual([]);
      expect(await send({ "Content-Type": "text/plain" })).toBe(200);
    });

    test("the name under which a browser saves a download is part of what is signed", async () => {
      await put("named", "x");
      const url = await signedGet("named", { ResponseContentDisposition: 'attachment; filename="a.csv"' });

      expect((await fetch(url)).headers.get("content-disposition")).toBe('attachment; filename="a.csv"');
      expect(await statusOf(url.replace("a.csv", "a.exe"))).toBe(403);
      expect(await statusOf(url.replace(/&?response-content-disposition=[^&]*/, ""))).toBe(403);
    });
  });

  describe.skipIf(!isThere)("pages of the site", () => {
    const preflight = async (from: string) => {
      const headers = { Origin: from, "Access-Control-Request-Method": "PUT" };
      const answer = await fetch(await signedPut("preflight"), { method: "OPTIONS", headers });
      return answer.headers.get("access-control-allow-origin");
    };

    test("the site's pages may upload, another site's may not", async () => {
      expect(await preflight(origin)).toBe(origin);
      expect(await preflight(foreignOrigin)).toBeNull();
    });

    test("the tag of what was uploaded can be read by the site's pages", async () => {
      const answer = await fetch(await signedPut("from-page"), {
        method: "PUT",
        body: Buffer.from("x"),
        headers: { Origin: origin },
      });

      expect(answer.status).toBe(200);
      expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
      expect(answer.headers.get("access-control-expose-headers")).toMatch(/etag/i);
    });
  });

  describe.skipIf(!isThere)("uploads in parts", () => {
    test("parts that come in any order, one of them twice, make one object", async () => {
      const [first, second] = [randomBytes(5 * mebibyte), randomBytes(1000)];
      const upload = await begin("parts");
      const two = await putPart(upload, 2, second);
      await putPart(upload, 1, randomBytes(5 * mebibyte));
      const one = await putPart(upload, 1, first);

      await complete(upload, [one, two]);

      expect((await bytesOf("parts")).equals(Buffer.concat([first, second]))).toBe(true);
      const seam = 5 * mebibyte;
      const range = `bytes=${String(seam - 2)}-${String(seam + 1)}`;
      expect(await bytesOf("parts", range)).toEqual(
        Buffer.concat([first.subarray(-2), second.subarray(0, 2)]),
      );
    });

    test("an unfinished upload is no object, and tells which parts have arrived", async () => {
      const upload = await begin("unfinished");
      await putPart(upload, 3, "three");
      await putPart(upload, 1, "one");

      const { Parts = [] } = await s3.send(new ListPartsCommand(upload));

      expect(Parts.map((part) => [part.PartNumber, part.Size])).toEqual([
        [1, 3],
        [3, 5],
      ]);
      expect(await keysBelow("unfinished")).toEqual([]);
    });

    test("a completion with a part that is missing or differs is refused", async () => {
      const upload = await begin("refused");
      const one = await putPart(upload, 1, randomBytes(5 * mebibyte));
      const two = await putPart(upload, 2, "two");

      await expect(complete(upload, [one, { ...two, PartNumber: 3 }])).rejects.toThrow();
      await expect(complete(upload, [one, { ...two, ETag: one.ETag }])).rejects.toThrow();
      expect(await keysBelow("refused")).toEqual([]);
    });

    test("only the last part may be small", async () => {
      const upload = await begin("small");
      const parts = [await putPart(upload, 1, "one"), await putPart(upload, 2, "two")];

      await expect(complete(upload, parts)).rejects.toMatchObject({ name: "EntityTooSmall" });
    });

    test("an upload that was given up is gone with its parts", async () => {
      const upload = await begin("given-up");
      await putPart(upload, 1, "one");
      await s3.send(new AbortMultipartUploadCommand(upload));

      const isGone = { $metadata: { httpStatusCode: 404 } };
      await expect(s3.send(new ListPartsCommand(upload))).rejects.toMatchObject(isGone);
      await expect(putPart(upload, 2, "two")).rejects.toMatchObject(isGone);
    });

    test("completed twice at once, the object is whole", async () => {
      const content = randomBytes(5 * mebibyte);
      const upload = await begin("completed-twice");
      const parts = [await putPart(upload, 1, content)];

      const outcomes = await Promise.allSettled([complete(upload, parts), complete(upload, parts)]);

      expect(outcomes.some((outcome) => outcome.status === "fulfilled")).toBe(true);
      expect((await bytesOf("completed-twice")).equals(content)).toBe(true);
    });

    test("a link for a part takes that part of that upload and that size only", async () => {
      const files = new ObjectStore({
        ...store.credentials,
        endpoint: store.endpoint,
        publicEndpoint: store.endpoint,
        region: "us-east-1",
        bucket: Bucket,
      });
      const uploadId = await files.beginUpload("signed-part", "text/plain");
      const url = await files.signPart("signed-part", uploadId, {
        number: 1,
        sizeBytes: 4,
        expiresSeconds: 60,
      });
      const send = (to: string, body: string) => statusOf(to, { method: "PUT", body: Buffer.from(body) });

      expect(await send(url, "12345")).toBe(403);
      expect(await send(url.replace("partNumber=1", "partNumber=2"), "1234")).toBe(403);
      expect(await send(url.replace(/uploadId=[^&]+/, "uploadId=another"), "1234")).toBe(403);
      expect(await send(url, "1234")).toBe(200);
      expect(await files.listParts("signed-part", uploadId)).toMatchObject([{ number: 1, sizeBytes: 4 }]);
      files.close();
    });
  });
});
