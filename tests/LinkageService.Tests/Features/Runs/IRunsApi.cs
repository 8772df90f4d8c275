namespace LinkageService.Tests.Features.Runs;

/// <summary>Organisations and runs over one transport, the way the story of <see cref="CorrectedYearsTests"/> asks for them.</summary>
internal interface IRunsApi
{
    Task MakeOrganizationAsync(string organization);

    Task PutHouseholdAsync(string organization, string household, string land, bool isRegistered, string from);

    Task RemoveHouseholdAsync(string organization, string household, string from);

    Task<ShownRun> MakeAsync(string organization, int year, long incomeFen, string key);

    Task<ShownRun> SubmitAsync(string user, ShownRun run);

    Task<ShownRun> DiscloseAsync(string user, ShownRun run, DateOnly from);

    Task<ShownRun> ApproveAsync(string user, ShownRun run, DateOnly? meeting);

    Task<ShownRun> PayAsync(string user, ShownRun run);

    Task<ShownRun> CancelAsync(string user, ShownRun run);

    Task<ShownCorrection> CorrectAsync(ShownRun run, string policy, string key, bool isPreview);

    Task<ShownSettlement> SettleAsync(string organization, string key, params IReadOnlyList<Claim> claims);

    Task<IReadOnlyList<ShownStatement>> StatementsAsync(string run);

    Task<ShownStatement> StatementAsync(string run, string household);

    /// <summary>All years of a household, page by page of two.</summary>
    Task<IReadOnlyList<ShownStatement>> YearsAsync(string organization, string household);

    Task<ShownVerification> VerifyAsync(string run);

    Task<ShownComparison> CompareAsync(string run, string with);

    /// <summary>The run beside itself with another rate for the collective.</summary>
    Task<ShownComparison> CompareRateAsync(string run, string rate);
}

internal sealed record ShownRun(string Id, string ETag, string State, string Digest, long HouseholdsFen, long PayableFen);

internal sealed record ShownCorrection(
    ShownRun Run, bool IsReplayed, long PayableFen, long ArrearsFen, long RecoveriesFen, ShownComparison? Comparison);

/// <summary>A balance to be paid; to an heir where one is named.</summary>
internal sealed record Claim(string Household, string Correction, long Fen, Heir? Heir = null);

internal sealed record Heir(string Name, string? Account, string Evidence);

internal sealed record ShownSettlement(ShownRun Run, bool IsReplayed, IReadOnlyList<ShownPayee> Payees);

internal sealed record ShownPayee(string Household, string Name, string Relation, string? Account, string? Evidence);

internal sealed record ShownStatement(
    string Run, string Household, long TotalFen, long? PayableFen, long? CarriedFen,
    IReadOnlyList<(string Correction, long Fen)> Settlements)
{
    /// <summary>What the household is paid by the run.</summary>
    public long PaidFen => PayableFen ?? TotalFen;
}

internal sealed record ShownVerification(bool Matches, string Digest, string? Recomputed, string? FromFacts);

internal sealed record ShownComparison(int Gainers, int Losers, long GainedFen, long LostFen, int Households)
{
    public IReadOnlyList<(string Household, long DeltaFen)> Deltas { get; init; } = [];
}

/// <summary>The service refused, with a code of the closed list.</summary>
internal sealed class RefusedByServiceException(string code, string text) : Exception(code + ": " + text)
{
    public string Code => code;
}
