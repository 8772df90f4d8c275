using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LinkageService.Tests.Features.Calculations;

namespace LinkageService.Tests.Fuzz;

/// <summary>Breaks a request the way its format gets broken.</summary>
internal static class FuzzMutations
{
    private static readonly string[] Texts =
    [
        "", " ", "\u0000", "\u202e", "\ufeff", "\u2028", "e\u0301", "农户🏡", "１２", "-1", "0", "1e400", "NaN", "99999999999999999999",
        "2025-02-30", "9999-12-31", "0000-00-00", "../../etc/passwd", "%00", "'; DROP TABLE run; --", "=1+1", "{{7*7}}", "<script>",
        new('x', 5000), new('户', 3000), "*", "\"", ",",
    ];

    private static readonly string[] Terms =
    [
        "+", "-", "*", "/", "(", ")", "pool(", "sum(", "min(", "max(", "0", "1e999", "99999999999999999999", "1/0", "%", ",", ".", "\"",
        "if", "??", "农户",
    ];

    private static readonly (string Name, string[] Values)[] HeaderValues =
    [
        ("Accept", ["", "*/*;q=9", "text/html", new('a', 4000), "application/json;q=-1"]),
        ("Accept-Encoding", ["gzip, br, zstd", "identity;q=0", "*;q=0", "?"]), ("Accept-Language", ["zh", "en;q=x", "%"]),
        ("Content-Encoding", ["gzip", "br", "deflate", "x", "gzip, gzip"]),
        ("Content-Type", ["", "x", "application/json; charset=utf-7", "text/csv", "multipart/form-data"]),
        ("If-Match", ["", "*", "\"1\"", "W/\"1\"", "\"", "1, 2", new('"', 2000)]), ("If-None-Match", ["*", "\"\"", "?"]),
        ("Idempotency-Key", ["", " ", new('k', 300), "ключ", "a,b"]), ("X-Linkage-User", ["", "a\tb", new('u', 500), "admin"]),
        ("X-Linkage-Purpose", ["", "check", new('p', 4000)]), ("Range", ["bytes=0-", "bytes=9-1", "x"]), ("Expect", ["100-continue"]),
        ("traceparent", ["00-0-0-0", new('0', 200)]), ("Origin", ["null", "http://evil.example"]),
        ("grpc-timeout", ["1n", "0S", "99999999999H", "x"]),
        ("grpc-encoding", ["gzip", "identity", "x", ""]), ("grpc-accept-encoding", ["x", "gzip"]), ("Transfer-Encoding", ["chunked"]),
    ];

    /// <summary>The request, broken one to three times.</summary>
    public static FuzzRequest Of(FuzzRequest seed, Random random)
    {
        var broken = seed;
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            broken = random.Next(10) switch
            {
                0 => Header(broken, random),
                1 => broken with { Path = Query(broken.Path, random) },
                _ when broken.Body is { } body => broken with { Body = Body(broken, body, random) },
                _ => broken with { Path = Query(broken.Path, random) },
            };
        }

        return broken;
    }

    private static byte[] Body(FuzzRequest request, byte[] body, Random random) => request.Kind switch
    {
        "grpc" => Frames(body, random),
        "xlsx" => Workbook(body, random),
        "csv" => random.Next(2) == 0 ? Cell(body, random) : Mutation.Of(body, random),
        "formula" => Formula(body, random),
        "rest" when random.Next(2) == 0 => Node(body, random),
        _ => Mutation.Of(body, random),
    };

    private static FuzzRequest Header(FuzzRequest request, Random random)
    {
        var (name, values) = HeaderValues[random.Next(HeaderValues.Length)];

        // HttpClient over HTTP/2 waits for ever when the stream it would send its body on is reset meanwhile, as it is for %00 in a path.
        return request.IsGrpc && name == "Expect" ? request : request with
        {
            Headers = [.. request.Headers.Where(each => each.Name != name), (name, values[random.Next(values.Length)])],
        };
    }

    private static string Query(string path, Random random)
    {
        var text = Uri.EscapeDataString(Texts[random.Next(Texts.Length)]);
        var parts = Regex.Split(path, "([/?&=:])", RegexOptions.None, TimeSpan.FromSeconds(1));
        var at = random.Next(1, Math.Max(2, parts.Length));
        return random.Next(4) == 0
            ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{text}=1"
            : string.Concat(parts.Select((part, index) => index == at && part.Length > 1 ? text : part));
    }

    // A value somewhere in a document becomes another one, or is there twice, or deep.
    private static byte[] Node(byte[] body, Random random)
    {
        try
        {
            var root = JsonNode.Parse(body);
            var nodes = All(root).ToArray();
            if (nodes.Length == 0)
            {
                return Mutation.Of(body, random);
            }

            var node = nodes[random.Next(nodes.Length)];
            JsonNode? value = random.Next(7) switch
            {
                0 => null,
                1 => new JsonArray(),
                2 => new JsonObject { ["a"] = 1 },
                3 => random.NextInt64(),
                4 => random.NextDouble() * Math.Pow(10, random.Next(-20, 20)),
                5 => new JsonArray([.. Enumerable.Range(0, random.Next(1, 2000)).Select(_ => node.DeepClone())]),
                _ => Texts[random.Next(Texts.Length)],
            };
            node.ReplaceWith(value);
            return Encoding.UTF8.GetBytes(root!.ToJsonString());
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            return Mutation.Of(body, random);
        }
    }

    private static IEnumerable<JsonNode> All(JsonNode? node) => node switch
    {
        JsonObject fields => fields.Where(each => each.Value is not null).SelectMany(each => All(each.Value).Prepend(each.Value!)),
        JsonArray items => items.Where(each => each is not null).SelectMany(each => All(each).Prepend(each!)),
        _ => [],
    };

    private static byte[] Cell(byte[] table, Random random)
    {
        var lines = Encoding.UTF8.GetString(table).Split('\n');
        var line = random.Next(lines.Length);
        var cells = lines[line].Split(',');
        cells[random.Next(cells.Length)] = Texts[random.Next(Texts.Length)];
        lines[line] = string.Join(',', cells);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    private static byte[] Formula(byte[] scheme, Random random)
    {
        var lines = Encoding.UTF8.GetString(scheme).Split('\n');
        var with = Enumerable.Range(0, lines.Length).Where(at => Regex.IsMatch(
            lines[at], @"^\s+(?:amount|by|rate|price|if|when|where|shares|per)\b.*:", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .ToArray();
        if (with.Length == 0)
        {
            return Mutation.Of(scheme, random);
        }

        var chosen = with[random.Next(with.Length)];
        var words = lines[chosen].Split(' ').ToList();
        var term = random.Next(20) == 0 ? new string('(', random.Next(5000)) : Terms[random.Next(Terms.Length)];
        var after = Math.Min(words.Count, lines[chosen].IndexOf(':', StringComparison.Ordinal));
        words.Insert(random.Next(after, words.Count + 1), term);
        lines[chosen] = string.Join(' ', words);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    // Flag, length, bytes of a frame, or a cut anywhere.
    private static byte[] Frames(byte[] frames, Random random)
    {
        var broken = frames.ToArray();
        switch (random.Next(7))
        {
            case 0 when broken.Length > 0:
                broken[0] = (byte)random.Next(256);
                return broken;
            case 1 when broken.Length > 4:
                BinaryPrimitives.WriteUInt32BigEndian(broken.AsSpan(1), (uint)random.NextInt64(uint.MaxValue));
                return broken;
            case 2 when broken.Length > 4:
                BinaryPrimitives.WriteUInt32BigEndian(broken.AsSpan(1), (uint)random.Next(broken.Length + 3));
                return broken;
            case 3:
                return broken[..random.Next(broken.Length + 1)];
            case 4:
                return [.. broken, .. broken];
            default:
                // The message within, its length told right.
                var message = Mutation.Of(broken.Length > 5 ? broken[5..] : broken, random);
                var whole = new byte[message.Length + 5];
                BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan(1), (uint)message.Length);
                message.CopyTo(whole, 5);
                return whole;
        }
    }

    // A part of the archive is broken, doubled or left out; or the archive itself is.
    private static byte[] Workbook(byte[] workbook, Random random)
    {
        if (random.Next(4) == 0)
        {
            return Mutation.Of(workbook, random);
        }

        try
        {
            using var read = new ZipArchive(new MemoryStream(workbook));
            var chosen = random.Next(read.Entries.Count);
            var written = new MemoryStream();
            using (var archive = new ZipArchive(written, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var (at, entry) in read.Entries.Index())
                {
                    using var part = new MemoryStream();
                    using (var stream = entry.Open())
                    {
                        stream.CopyTo(part);
                    }

                    for (var times = at == chosen ? random.Next(3) : 1; times > 0; times--)
                    {
                        using var stream = archive.CreateEntry(entry.FullName).Open();
                        stream.Write(at == chosen ? Mutation.Of(part.ToArray(), random) : part.ToArray());
                    }
                }
            }

            return written.ToArray();
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException or NotSupportedException or IOException)
        {
            return Mutation.Of(workbook, random);
        }
    }
}
