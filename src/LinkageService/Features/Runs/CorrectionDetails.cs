using System.Text.Json;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>What a correction is about: kept in <c>run.result</c> and shown as <c>correction</c>.</summary>
/// <param name="Corrects">The run that was paid.</param>
/// <param name="Policy">What happens to the differences.</param>
/// <param name="Reason">Why it is corrected, in words.</param>
/// <param name="After">The corrections of the same run that were paid before, oldest first: its differences are to the books after
/// them.</param>
/// <param name="Payable">Paid to households with it.</param>
/// <param name="Arrears">Left to be paid by later runs.</param>
/// <param name="Recoveries">Left to be recovered by later runs; not positive.</param>
internal sealed record CorrectionDetails(
    string Corrects, string Policy, string Reason, IReadOnlyList<EarlierCorrection> After, Money Payable, Money Arrears, Money Recoveries)
{
    /// <summary>The policy as the engine has it.</summary>
    public CorrectionPolicy ParsedPolicy => CorrectionPolicy.TryParse(Policy)!;

    /// <summary>Reads them of a run of kind correction.</summary>
    public static CorrectionDetails Of(RunRow row)
    {
        using var result = JsonDocument.Parse(row.Result);
        var correction = result.RootElement.GetProperty("correction");
        return new CorrectionDetails(
            row.Corrects!, row.Policy!, correction.GetProperty("reason").GetString()!,
            correction.GetProperty("after").EnumerateArray().Select(each => new EarlierCorrection(
                each.GetProperty("run").GetString()!, each.GetProperty("digest").GetString()!)).ToArray(),
            StoredRun.Money(correction, "payable"), StoredRun.Money(correction, "arrears"), StoredRun.Money(correction, "recoveries"));
    }

    /// <summary>Writes the object <c>correction</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("correction"u8);
        json.WriteString("corrects"u8, Corrects);
        json.WriteString("policy"u8, Policy);
        json.WriteString("reason"u8, Reason);
        json.WriteStartArray("after"u8);
        foreach (var earlier in After)
        {
            json.WriteStartObject();
            json.WriteString("run"u8, earlier.Run);
            json.WriteString("digest"u8, earlier.Digest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("payable"u8, Payable.ToString());
        json.WriteString("arrears"u8, Arrears.ToString());
        json.WriteString("recoveries"u8, Recoveries.ToString());
        json.WriteEndObject();
    }
}

/// <summary>A correction paid before another of the same run.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Digest">Its digest.</param>
internal sealed record EarlierCorrection(string Run, string Digest);
