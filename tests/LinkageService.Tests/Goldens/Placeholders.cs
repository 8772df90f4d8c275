using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Http;

namespace LinkageService.Tests.Goldens;

/// <summary>
/// Puts <c>{id1}</c>, <c>{id2}</c> … where random ids stand, in the order in which they appear, and <c>{hash}</c> where hashes
/// stand that depend on them. Moments need none: the clock of the goldens stands.
/// </summary>
/// <param name="known">Other values that depend on ids, with what stands for them.</param>
internal sealed partial class Placeholders(IReadOnlyDictionary<string, string> known)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public string Replace(string text)
    {
        text = known.Aggregate(text, (named, each) => named.Replace(each.Key, each.Value, StringComparison.Ordinal));
        text = HashField().Replace(text, "${field}{hash}");
        text = ProofRoot().Replace(text, "{hash}");
        text = TextHash().Replace(text, "{hash}");
        text = ETagHash().Replace(text, "{hash}");
        text = Cursor().Replace(text, token => Decoded(token.Value));
        text = Reference().Replace(text, "{end of run}");
        text = MessageId().Replace(text, "LS-{hash}");
        text = Proof().Replace(text, "{proof}");
        text = TableHash().Replace(text, "{hash}");
        text = TreeHash().Replace(text, "{hash}");
        text = Secret().Replace(text, "whsec_{secret}");
        text = GivenPassword().Replace(text, "{password}");
        text = FileContent().Replace(text, "{bytes}");
        return Id().Replace(text, id => _names.TryGetValue(id.Value, out var name)
            ? name
            : _names[id.Value] = $"{{id{_names.Count + 1}}}");
    }

    // Its first bytes are the mark of the list, whose path may hold an id; what follows is the place in it.
    private static string Decoded(string token)
    {
        if (!Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: > PagedList.MarkBytes } bytes)
        {
            return token;
        }

        var place = Encoding.UTF8.GetString(bytes.AsSpan(PagedList.MarkBytes));
        return $"base64url({{list}}{place})";
    }

    // The end of a tag that follows the body, and with it the ids in it.
    [GeneratedRegex("""(?<="ETag": ?"\\"[0-9]+-)[0-9a-f]{24}""", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ETagHash();

    // What the reference of a payment has of its run.
    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{14}(?=-[0-9])", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Reference();

    // Made out of the references of the payments in a file.
    [GeneratedRegex("(?<![0-9A-Za-z])LS-[0-9a-f]{24}", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex MessageId();

    // What a webhook is signed with.
    [GeneratedRegex("whsec_[A-Za-z0-9+/]{43}=", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Secret();

    // What an account signs in with once.
    [GeneratedRegex("(?<=\")([a-z2-9]{4}-){3}[a-z2-9]{4}(?=\")", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex GivenPassword();

    // A file with those references in it.
    [GeneratedRegex("""(?<="content": ?")[A-Za-z0-9+/]{40,}=*(?=")""", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex FileContent();

    // What depends on the run a proof is bound to: its hashes, its code, all of it packed, and that as a picture.
    [GeneratedRegex(
        """(?<="hash": ?")[A-Za-z0-9+/]{43}=|(?<="code": ?")[0-9]{20}|(?<="packed": ?")[A-Z2-7]+|([0-9]{4} ){4}[0-9]{4}"""
        + "|(?<=image/png;base64,)[A-Za-z0-9+/=&#;]+",
        RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Proof();

    // The chain at the end of a row, and what an entry says of a result that depends on ids.
    [GeneratedRegex("""(?<=,sha256:|\\"\\"sha256:|proofRoot\\":\\"sha256:)[0-9a-f]{64}""",
        RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TableHash();

    // Trees over such hashes: a checkpoint of the audit log, a way to its root, and the root of proofs made again.
    [GeneratedRegex(
        """(?<=linkage/audit/v1/)[0-9a-f]{16}"""
        + """|(?<=linkage/audit/v1/\S+\s[0-9]+\s|linkage/audit/v1/[^\\]+\\n[0-9]+\\n)([A-Za-z0-9+/]|\\u002B){43}="""
        + """|(?<="path": ?\[[^\]]*"sha256:)[0-9a-f]{64}|(?<="root": ?"[^"]*", ?"recomputed": ?"sha256:)[0-9a-f]{64}""",
        RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TreeHash();

    // 32 hexadecimal digits that are no part of a longer digest.
    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Id();

    // A place in a list.
    [GeneratedRegex("""(?<="(next|nextCursor)": ?"|cursor=)[A-Za-z0-9_-]{12,}(?=["&])""", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Cursor();

    // The line of a checkpoint that is its root.
    [GeneratedRegex("(?<=\")[A-Za-z0-9+/]{43}=(?=\")", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TextHash();

    // The root made again, beside the one that was kept: both are bound to the run.
    [GeneratedRegex("""(?<="root": ?"sha256:\{hash\}",\s*"recomputed": ?"sha256:)[0-9a-f]{64}""",
        RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ProofRoot();

    // The chain of the audit log, and what an entry says of rows that hold ids.
    [GeneratedRegex("""(?<field>"(hash|previousHash|before|after|ETag|proofRoot|root)": ?"(sha256:|\\"sha256:)?)[0-9a-f]{64}""",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex HashField();
}
