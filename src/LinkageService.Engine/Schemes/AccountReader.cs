using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>Reads accounts in both notations: <c>fund:reserve</c> and <c>{fund: reserve}</c>.</summary>
internal static class AccountReader
{
    private static readonly (string Prefix, AccountKind Kind)[] Prefixes =
        [("payer", AccountKind.Payer), ("fund", AccountKind.Fund), ("carry", AccountKind.Carry)];

    private static readonly Dictionary<string, string> Chinese = new(StringComparer.Ordinal)
    {
        ["基金"] = "fund", ["留存"] = "fund", ["留成"] = "fund", ["结转"] = "carry", ["转下年"] = "carry", ["付款方"] = "payer",
        ["付款"] = "payer", ["支付方"] = "payer",
    };

    public static Account? Account(this FieldReader reader, string key, params AccountKind[] allowed) =>
        reader.Find(key, required: true) is { } node && !reader.IsList(node, reader.FieldOf(key), mayBeList: false)
            ? reader.AccountOf(node, reader.FieldOf(key), allowed) : null;

    /// <summary>Whether several accounts stand in one text, 利润、年初, which is reported.</summary>
    public static bool IsList(this FieldReader reader, DocumentNode node, string field, bool mayBeList = true)
    {
        if (node is not DocumentScalar { Text: { } text }
            || text.Split(['、', '，', ',', ';', '；', '+'], StringSplitOptions.TrimEntries) is not [_, _, ..] names
            || !Array.TrueForAll(names, name => Names.IsName(name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..])))
        {
            return false;
        }

        var list = NumberProblems.Shorten(string.Join(", ", names));
        reader.Problems.Add(ProblemCodes.SchemeInvalidValue, field, node,
            mayBeList ? $"“{NumberProblems.Shorten(text)}”是几个账户，写成列表：[{list}]"
                : $"“{NumberProblems.Shorten(text)}”是几个账户，这里只写一个；几个资金池先用一步 split 合成一个：from: [{list}]",
            mayBeList ? $"\"{NumberProblems.Shorten(text)}\" are several accounts: write a list, [{list}]"
                : $"\"{NumberProblems.Shorten(text)}\" are several accounts, and one is wanted here: "
                    + $"a split puts pools together, from: [{list}]");
        return true;
    }

    public static Account? AccountOf(this FieldReader reader, DocumentNode node, string field, params AccountKind[] allowed)
    {
        if (node is DocumentMapping { Entries: [{ Value: DocumentScalar { Text: { } name } } only] })
        {
            return reader.Parse(only.Key + ":" + name, node, field, allowed);
        }

        return reader.TextOf(node, field) is { } text ? reader.Parse(text, node, field, allowed) : null;
    }

    public static Account? Parse(this FieldReader reader, string text, DocumentNode? node, string field, params AccountKind[] allowed)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = AccountKind.Pool;
        if (colon >= 0)
        {
            var found = Array.FindIndex(Prefixes, row => string.Equals(row.Prefix, text[..colon], StringComparison.Ordinal));
            kind = found < 0 ? (AccountKind)(-1) : Prefixes[found].Kind;
        }

        if (Meant(text) is { } meant)
        {
            var (zh, en) = meant.EndsWith(':') ? (meant + "名称", meant + "name") : (meant, meant);
            reader.Problems.Add(ProblemCodes.SchemeInvalidValue, field, node,
                $"“{NumberProblems.Shorten(text)}”写作 {NumberProblems.Shorten(zh)}",
                $"\"{NumberProblems.Shorten(text)}\" is written {NumberProblems.Shorten(en)}");
            reader.Problems.Lost.Add(text);
            return null;
        }

        if (!allowed.Contains(kind))
        {
            var (zh, en) = (string.Join("或 ", allowed.Select(DescribeZh)), string.Join(" | ", allowed.Select(Describe)));
            var isKept = kind is AccountKind.Fund or AccountKind.Carry && allowed.Contains(AccountKind.Pool);
            reader.Problems.Add(ProblemCodes.SchemeInvalidValue, field, node,
                $"这里的账户应为{zh}，得到“{NumberProblems.Shorten(text)}”",
                $"an account of the form {en} is wanted here, got \"{NumberProblems.Shorten(text)}\"",
                !isKept ? NearPrefix(text, allowed) : new LocalizedText(
                    "进了 fund: 或 carry: 的钱已经留下，不能再分", "What went into fund: or carry: is kept and not shared out"));
            return null;
        }

        var name = text[(colon + 1)..].Trim();
        if (colon < 0 && !Names.IsName(name) && reader.Problems.Lost.Contains(text))
        {
            return null; // its declaration has the same mistake
        }

        return reader.CheckName(name, field, node) ? new Account(kind, name) : null;
    }

    /// <summary>A payer brings exactly what is asked, so words about a pool that lacks money do not fit one.</summary>
    public static void RefuseWithPayer(this FieldReader reader, string key, Steps.OrderedSources? from)
    {
        if (from is { HasPayer: true, Accounts: [.., var payer] } && reader.Has(key))
        {
            reader.Invalid(key, $"{payer} 要多少付多少，不会不足；去掉 {key}",
                $"{payer} brings exactly what is asked and never falls short; leave {key} out");
        }
    }

    // fund：reserve, “fund:reserve”, payer company, and fund: without a name.
    private static string? Meant(string text)
    {
        var plain = TypedWords.Plain(text);
        if (plain.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            && Chinese.GetValueOrDefault(plain[..colon].Trim()) is { } word)
        {
            plain = word + ":" + plain[(colon + 1)..].Trim();
        }

        foreach (var (prefix, _) in Prefixes)
        {
            if (plain.Length > prefix.Length && plain.StartsWith(prefix + " ", StringComparison.Ordinal))
            {
                plain = prefix + ":" + plain[(prefix.Length + 1)..].Trim();
            }
            else if (string.Equals(plain, prefix + ":", StringComparison.Ordinal))
            {
                return plain;
            }
        }

        return plain != text.Trim() && (Names.IsName(plain) || Array.Exists(Prefixes, row =>
            plain.StartsWith(row.Prefix + ":", StringComparison.Ordinal) && Names.IsName(plain[(row.Prefix.Length + 1)..].Trim())))
            ? plain
            : null;
    }

    // Fund:x and funds:x, where a fund may stand.
    private static LocalizedText? NearPrefix(string text, AccountKind[] allowed)
    {
        if (text.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon)
            || Nearest.To(text[..colon].Trim(), Prefixes.Where(row => allowed.Contains(row.Kind)).Select(row => row.Prefix))
                is not { } near)
        {
            return null;
        }

        var meant = NumberProblems.Shorten(near + ":" + text[(colon + 1)..].Trim());
        return new LocalizedText($"是不是“{meant}”？", $"Did you mean \"{meant}\"?");
    }

    private static string DescribeZh(AccountKind kind) => kind == AccountKind.Pool ? "资金池的名称" : Describe(kind)[..^4] + "名称";

    private static string Describe(AccountKind kind) =>
        kind == AccountKind.Pool ? "pool" : Array.Find(Prefixes, row => row.Kind == kind).Prefix + ":name";
}
