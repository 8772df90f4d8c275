namespace LinkageService.Storage.Runs;

/// <summary>What is taken from what a household is paid with a run, or changes of it in a correction.</summary>
/// <param name="RunId">The run.</param>
/// <param name="HouseholdId">The household.</param>
/// <param name="Kind"><see cref="WithholdingKinds"/>.</param>
/// <param name="Item">The benefit that is taxed, or the id of the debt that is set off.</param>
/// <param name="DueFen">What the run gives the household of the benefit; 0 of a debt.</param>
/// <param name="IncomeFen">What is declared; 0 of a debt.</param>
/// <param name="TaxFen">Its tax; 0 of a debt.</param>
/// <param name="WithheldFen">What is taken.</param>
public sealed record WithholdingRow(
    string RunId, string HouseholdId, string Kind, string Item, long DueFen, long IncomeFen, long TaxFen, long WithheldFen)
{
    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] RowDigest() => Tables.RunWithholding.Digest(Values());

    internal object?[] Values() => [RunId, HouseholdId, Kind, Item, DueFen, IncomeFen, TaxFen, WithheldFen];
}

/// <summary>What is taken from what a household is paid.</summary>
public static class WithholdingKinds
{
    /// <summary>Income tax.</summary>
    public const string Tax = "tax";

    /// <summary>Income tax that the scheme withholds among its lines: to be declared, and taken already.</summary>
    public const string InLines = "tax_in_lines";

    /// <summary>A debt that is set off.</summary>
    public const string SetOff = "set_off";
}
