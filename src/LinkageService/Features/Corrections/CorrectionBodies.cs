using System.Text;
using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;

namespace LinkageService.Features.Corrections;

/// <summary>Reads the bodies of corrections and comparisons.</summary>
internal static class CorrectionBodies
{
    /// <summary>A correction.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="run">Of which run.</param>
    /// <param name="etag">What <c>If-Match</c> said.</param>
    /// <param name="key">What <c>Idempotency-Key</c> said.</param>
    public static CorrectRunRequest ReadCorrect(ReadOnlyMemory<byte> utf8, string run, string? etag, string? key)
    {
        var fields = JsonFields.Read(
            utf8, "policy", "reason", "recordDate", "knownAt", "parameters", "inputs", "households", "preview");
        return new CorrectRunRequest(run, etag, key)
        {
            Policy = fields.Text("policy"),
            Reason = fields.Text("reason"),
            RecordDate = fields.Date("recordDate"),
            KnownAt = Moment(fields, "knownAt"),
            Preview = fields.Flag("preview") ?? false,
            Terms = new CalculateDistributionRequest
            {
                Parameters = fields.Figures("parameters"),
                Inputs = fields.Figures("inputs"),
                Households = Households(fields),
                FormProblems = fields.Problems,
            },
        };
    }

    /// <summary>What is to be different in a comparison.</summary>
    public static CalculateDistributionRequest ReadCompare(ReadOnlyMemory<byte> utf8)
    {
        var fields = JsonFields.Read(utf8, "scheme", "parameters", "inputs");
        return new CalculateDistributionRequest
        {
            Scheme = fields.Text("scheme"),
            Parameters = fields.Figures("parameters"),
            Inputs = fields.Figures("inputs"),
            FormProblems = fields.Problems,
        };
    }

    private static long? Moment(JsonFields fields, string name)
    {
        if (fields.Text(name) is not { } text)
        {
            fields.RefuseEmpty(name, Dates.EmptyMoment);
            return null;
        }

        if (Dates.TryReadMoment(text, out var moment))
        {
            return moment;
        }

        var shown = NumberProblems.Shorten(text);
        fields.Report(ProblemCodes.InvalidValue, name,
            $"{Dates.MomentForm.Zh}，得到“{shown}”", $"{Dates.MomentForm.En}, got \"{shown}\"");
        return null;
    }

    private static JsonHouseholds? Households(JsonFields fields)
    {
        if (fields.Raw("households") is not { } households)
        {
            return null;
        }

        if (households.ValueKind == JsonValueKind.Array)
        {
            return new JsonHouseholds(Encoding.UTF8.GetBytes(households.GetRawText()));
        }

        fields.Report(ProblemCodes.WrongType, "households", "应为一个数组 […]", "an array […] is wanted");
        return null;
    }
}
