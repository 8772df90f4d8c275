using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Linkages;

/// <summary>Reads what a caller says of a linkage.</summary>
internal static class LinkageJson
{
    private static readonly string[] Fields = ["household", "partner", "mode", "terms", "from", "to"];

    /// <summary>Reads the body of POST.</summary>
    /// <exception cref="Errors.RefusedException">It is not JSON.</exception>
    public static LinkageDraft Read(ReadOnlyMemory<byte> body)
    {
        var fields = JsonFields.Read(body, Fields);
        return new LinkageDraft
        {
            Household = fields.Text("household"),
            Partner = fields.Text("partner"),
            Mode = fields.Text("mode"),
            Terms = ReadTerms(fields),
            From = fields.Date("from"),
            To = fields.Date("to"),
            FormProblems = fields.Problems,
        };
    }

    private static Dictionary<string, string> ReadTerms(JsonFields fields)
    {
        var terms = new Dictionary<string, string>(StringComparer.Ordinal);
        if (fields.Raw("terms") is not { } value)
        {
            return terms;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            fields.Report(ProblemCodes.WrongType, "terms", "应为一个对象 {…}", "an object {…} is wanted");
            return terms;
        }

        foreach (var term in value.EnumerateObject().Where(term => term.Value.ValueKind != JsonValueKind.Null))
        {
            var field = "terms." + NumberProblems.Shorten(term.Name);
            if (term.Value.ValueKind != JsonValueKind.String)
            {
                fields.Report(ProblemCodes.WrongType, field, "应为一段文字", "a string is wanted");
            }
            else if (!terms.TryAdd(term.Name, term.Value.GetString()!))
            {
                fields.Report(ProblemCodes.DuplicateField, field, "写了两次", "written twice");
            }
        }

        return terms;
    }
}
