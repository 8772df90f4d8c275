using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Corrections;

/// <summary>What a correction is about.</summary>
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
    public static CorrectionDetails Of(RunRow row) => StoredRunResult.Read(row.Result).Correction!.Read();
}

/// <summary>A correction paid before another of the same run.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Digest">Its digest.</param>
internal sealed record EarlierCorrection(string Run, string Digest);
