using LinkageService.Documents;
using LinkageService.Http;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>An import of a roster, or a change of several households at once.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">file: a table; list: households a program sent; change: fields of households that were on the roster.</param>
/// <param name="ValidFrom">From when on it holds.</param>
/// <param name="FileName">What the file was called; left out where nobody said.</param>
/// <param name="FileDigest">SHA-256 of the file as it was sent; left out where there was none.</param>
/// <param name="Households">Households it named.</param>
/// <param name="Added">Households that were not on the roster.</param>
/// <param name="Changed">Households that stood otherwise.</param>
/// <param name="Unchanged">Households that stood so already.</param>
/// <param name="ImportedBy">Who.</param>
/// <param name="ImportedAt">When.</param>
/// <param name="TakenBack">What was taken back of it; left out while nothing was.</param>
internal sealed record RosterImportContract(
    string Id, string Kind, string ValidFrom, string? FileName, string? FileDigest, long Households, long Added, long Changed,
    long Unchanged, string ImportedBy, string ImportedAt, TakenBackSumContract? TakenBack)
{
    /// <summary>An import.</summary>
    public static RosterImportContract Of(RosterImportRow row) => new(
        row.Id, row.Kind, row.ValidFrom, row.FileName, row.FileDigest is { } digest ? DigestText.Of(digest) : null, row.Households,
        row.Added, row.Changed, row.Unchanged, row.ImportedBy, Dates.MomentText(row.ImportedAt),
        row.TakenBackBy is { } by && row.TakenBackAt is { } at
            ? new TakenBackSumContract(by, Dates.MomentText(at), row.Undone, row.Kept, row.NotPossible)
            : null);
}

/// <summary>What was taken back of an import.</summary>
/// <param name="By">Who took it back last.</param>
/// <param name="At">When.</param>
/// <param name="Undone">Households that stand again as before it.</param>
/// <param name="Kept">Households that were changed since, and kept.</param>
/// <param name="NotPossible">Households that something rested on.</param>
internal sealed record TakenBackSumContract(string By, string At, long Undone, long Kept, long NotPossible);

/// <summary>A page of the history of imports.</summary>
/// <param name="Imports">The latest first.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
internal sealed record RosterImportPageContract(
    IReadOnlyList<RosterImportContract> Imports,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)]
    string? Next)
{
    /// <summary>A page.</summary>
    public static RosterImportPageContract Of(Page<RosterImportRow> page) =>
        new([.. page.Items.Select(RosterImportContract.Of)], page.NextCursor);
}

/// <summary>What taking an import back did, or would do: every household that it changed is counted once.</summary>
/// <param name="Import">The import, as it stands now.</param>
/// <param name="DryRun">Whether nothing was stored.</param>
/// <param name="UndoneCount">Households that stand again as before it.</param>
/// <param name="Undone">Their numbers; at most 1,000.</param>
/// <param name="KeptCount">Households that were changed since, and are left as they are.</param>
/// <param name="Kept">Which, and by whom; at most 1,000.</param>
/// <param name="NotPossibleCount">Households that something rests on.</param>
/// <param name="NotPossible">Which, and why; at most 1,000.</param>
/// <param name="UndoneBefore">Households that stood as before it already.</param>
internal sealed record TakenBackContract(
    RosterImportContract Import, bool DryRun, int UndoneCount, IReadOnlyList<string> Undone, int KeptCount,
    IReadOnlyList<KeptHouseholdContract> Kept, int NotPossibleCount, IReadOnlyList<HeldHouseholdContract> NotPossible, int UndoneBefore)
{
    /// <summary>What was taken back.</summary>
    public static TakenBackContract Of(TakenBack taken) => new(
        RosterImportContract.Of(taken.Import), taken.IsDryRun, taken.Undone.Count, [.. taken.Undone.Take(TakenBack.MaxListed)],
        taken.Kept.Count,
        [.. taken.Kept.Take(TakenBack.MaxListed).Select(each =>
            new KeptHouseholdContract(each.Household, each.By, Dates.MomentText(each.At)))],
        taken.NotPossible.Count,
        [.. taken.NotPossible.Take(TakenBack.MaxListed).Select(each =>
            new HeldHouseholdContract(each.Household, each.Run?.Id, WordsContract.Of(each.Reason)))],
        taken.UndoneBefore);
}

/// <summary>A household that was changed after an import.</summary>
/// <param name="Household">Which.</param>
/// <param name="By">Who changed it last.</param>
/// <param name="At">When.</param>
internal sealed record KeptHouseholdContract(string Household, string By, string At);

/// <summary>A household whose import cannot be taken back.</summary>
/// <param name="Household">Which.</param>
/// <param name="Run">The run that was made with it; left out where something else rests on it.</param>
/// <param name="Reason">Why, and what to do.</param>
internal sealed record HeldHouseholdContract(string Household, string? Run, WordsContract Reason);
