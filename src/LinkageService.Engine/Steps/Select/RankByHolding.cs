using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Order by a holding: <c>land desc</c> or <c>{holding: land, order: desc}</c>.</summary>
internal sealed record RankByHolding(string Holding, bool Descending)
{
    /// <summary>A column and an order in other words, as it is to be written: <c>land desc</c> for land 多的在前; else null.</summary>
    public static string? Misspelled(DocumentNode node) =>
        node is DocumentScalar { Text: { } text } && text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var order]
        && TypedWords.Find(order, ["asc", "desc"]) is { } word ? $"{name} {word}" : null;

    public static RankByHolding? Read(FieldReader fields, DocumentNode node, string field)
    {
        if (node is DocumentScalar { Text: { } text }
            && text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [.. var words, "asc" or "desc"]
            && fields.Problems.Members.Spelling(string.Join(' ', words)) is var name && (words.Length == 1 || name is not null))
        {
            return new RankByHolding(name ?? words[0], text.TrimEnd().EndsWith("desc", StringComparison.Ordinal));
        }

        if (node is not DocumentMapping mapping || mapping.Find("order") is null
            || FieldReader.Open(node, field, fields.Problems) is not { } inner)
        {
            return null;
        }

        var holding = inner.Text("holding", required: true) ?? "";
        holding = fields.Problems.Members.Spelling(holding) ?? holding;
        var descending = inner.Choice("order", [("asc", false), ("desc", true)], otherwise: false);
        inner.Done();
        return new RankByHolding(holding, descending);
    }
}
