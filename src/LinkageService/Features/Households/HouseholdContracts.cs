using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Households;

/// <summary>How a household stands from a date on; all of it, every time.</summary>
/// <param name="Name">Whom it is named after, at most 100 characters.</param>
/// <param name="Members">How many people live in it, 0 to 1000.</param>
/// <param name="Tags">What it is, such as registered or monitored.</param>
/// <param name="Holdings">What it holds, delivers or works, by name: decimals with at most four decimals.</param>
/// <param name="Account">Where its money goes.</param>
/// <param name="Persons">Who belongs to it, also those who left or died.</param>
/// <param name="ValidFrom">From when on; today in China unless stated.</param>
/// <param name="LaterFacts">What becomes of later entries that repeat what is replaced: keep (unless stated) or change.</param>
/// <param name="Labels">What it belongs to, such as its village or team, by name.</param>
/// <param name="Phone">How it is reached: five digits or more, several numbers too. Answers show the last four; sent back so, it keeps
/// the stored one.</param>
/// <param name="Remark">What the office notes of it, at most 500 characters; on no public paper.</param>
[CheckedBy<HouseholdEntryValidator>]
internal sealed record HouseholdRequest(
    string? Name,
    int? Members,
    List<string>? Tags,
    Dictionary<string, ExactNumber>? Holdings,
    AccountContract? Account,
    List<PersonRequest>? Persons,
    string? ValidFrom,
    string? LaterFacts,
    Dictionary<string, string>? Labels,
    string? Phone,
    string? Remark);

/// <summary>An account.</summary>
/// <param name="Holder">Whose it is.</param>
/// <param name="Bank">Where it is kept.</param>
/// <param name="Number">8 to 34 digits or capital letters. Answers show the last four; sent back so, it keeps the stored one.</param>
[CheckedBy<AccountEntryValidator>]
internal sealed record AccountContract(string? Holder, string? Bank, string? Number);

/// <summary>A person of a household.</summary>
/// <param name="Name">Their name.</param>
/// <param name="IdNumber">18 characters with a right check character (GB 11643). Answers show the first six and last four; sent back
/// so, it keeps the stored one.</param>
/// <param name="Relation">To the head.</param>
/// <param name="Head">Whether they are the head; one at most.</param>
/// <param name="Joined">Since when they belong to it.</param>
/// <param name="Left">The last day they did.</param>
/// <param name="Deceased">The day they died.</param>
/// <param name="BirthDate">The day they were born, such as 1950-01-31, of who has no ID number: beside one it has to be the same, and
/// is not kept. Answers show ****-**-**; sent back so, it keeps the stored one.</param>
/// <param name="Legal">What the law asks about them; all of it, every time.</param>
[CheckedBy<PersonEntryValidator>]
internal sealed record PersonRequest(
    string Name, string? IdNumber, string? Relation, bool? Head, string? Joined, string? Left, string? Deceased, string? BirthDate,
    PersonLegal? Legal);

/// <summary>How a household stands.</summary>
/// <param name="Id">Its member number.</param>
/// <param name="Name">Whom it is named after.</param>
/// <param name="Members">How many people live in it.</param>
/// <param name="Tags">In ordinal order.</param>
/// <param name="Holdings">By name.</param>
/// <param name="Account">Its number masked, unless revealed.</param>
/// <param name="Persons">Their ID numbers masked, unless revealed.</param>
/// <param name="ValidFrom">Since when it stands so.</param>
/// <param name="KnownAt">When that became known; in microseconds it is the ETag.</param>
/// <param name="Actor">Who said so.</param>
/// <param name="LaterFacts">After PUT: later entries that repeat what it replaced; left out where there are none.</param>
/// <param name="Labels">What it belongs to, by name; left out where nobody said.</param>
/// <param name="Phone">How it is reached, masked unless revealed; left out where nobody said.</param>
/// <param name="Remark">What the office notes of it; left out where nobody said.</param>
internal sealed record StoredHouseholdContract(
    string Id,
    string? Name,
    int? Members,
    IReadOnlyList<string> Tags,
    IReadOnlyDictionary<string, string> Holdings,
    AccountContract? Account,
    IReadOnlyList<PersonContract> Persons,
    string ValidFrom,
    string KnownAt,
    string Actor,
    IReadOnlyList<LaterFactContract>? LaterFacts,
    IReadOnlyDictionary<string, string>? Labels,
    string? Phone,
    string? Remark)
{
    /// <summary>A household; numbers masked unless they are revealed.</summary>
    public static StoredHouseholdContract Of(StoredHousehold stored)
    {
        var (fact, data) = (stored.Fact, stored.Data);
        return new StoredHouseholdContract(
            fact.HouseholdId, data.Name, data.Members, data.Tags, data.Holdings,
            data.Account is not { } account
                ? null
                : new AccountContract(account.Holder, account.Bank, stored.Revealed?.Account ?? account.Masked),
            [.. data.Persons.Select((person, at) => PersonContract.Of(person, stored.Revealed?.Ids[at], stored.Revealed?.Births[at]))],
            fact.ValidFrom, Dates.MomentText(fact.KnownAt), fact.Actor, LaterFactContract.All(stored.LaterFacts),
            data.Labels.Count == 0 ? null : data.Labels, stored.Revealed?.Phone ?? data.Phone?.Masked, data.Remark);
    }
}

/// <summary>A later entry that repeats what a change of an earlier date replaces, so that the change ends on its date.</summary>
/// <param name="Household">Whose.</param>
/// <param name="ValidFrom">From when on it counts.</param>
/// <param name="Changed">Whether it was changed too.</param>
/// <param name="Fields">What it repeats: from its value, to that of the change; present where a household leaves.</param>
/// <param name="Message">It in words.</param>
internal sealed record LaterFactContract(
    string Household, string ValidFrom, bool Changed, IReadOnlyList<HouseholdChangeContract> Fields, WordsContract Message)
{
    /// <summary>Later facts; null where there are none.</summary>
    public static IReadOnlyList<LaterFactContract>? All(IReadOnlyList<LaterFact> facts) => facts.Count == 0
        ? null
        : [.. facts.Select(fact => new LaterFactContract(
            fact.Household, fact.ValidFrom, fact.IsChanged, HouseholdChangeContract.All(fact.Fields), WordsContract.Of(fact.Message)))];
}

/// <summary>A person of a household as shown.</summary>
/// <param name="Name">Their name.</param>
/// <param name="IdNumber">Masked, unless revealed.</param>
/// <param name="Relation">To the head.</param>
/// <param name="Head">Whether they are the head.</param>
/// <param name="Joined">Since when they belong to it.</param>
/// <param name="Left">The last day they did.</param>
/// <param name="Deceased">The day they died.</param>
/// <param name="BirthDate">The day they were born, of who has no ID number; ****-**-** unless revealed.</param>
/// <param name="Legal">What the law asks about them; left out where nothing is known.</param>
internal sealed record PersonContract(
    string Name, string? IdNumber, string? Relation, bool Head, string? Joined, string? Left, string? Deceased, string? BirthDate,
    PersonLegal? Legal)
{
    /// <summary>A person; the ID number and the date of birth masked unless they are revealed.</summary>
    public static PersonContract Of(PersonData person, string? idNumber, string? birthDate) => new(
        person.Name, idNumber ?? person.Hint, person.Relation, person.Head, person.Joined, person.Left, person.Deceased,
        birthDate ?? person.MaskedBirthDate, person.Legal);
}

/// <summary>A page of a roster.</summary>
/// <param name="Households">By id.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
internal sealed record HouseholdPageContract(
    IReadOnlyList<StoredHouseholdContract> Households, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>A page of a roster.</summary>
    public static HouseholdPageContract Of(Page<StoredHousehold> page) =>
        new([.. page.Items.Select(StoredHouseholdContract.Of)], page.NextCursor);
}

/// <summary>That a household is not on the roster from a date on.</summary>
/// <param name="Id">Its member number.</param>
/// <param name="ValidFrom">The first date it is not there.</param>
/// <param name="KnownAt">When that became known.</param>
/// <param name="Actor">Who said so.</param>
/// <param name="Present">false.</param>
/// <param name="LaterFacts">Later entries by which it is on the roster again; left out where there are none.</param>
internal sealed record HouseholdDepartureContract(
    string Id, string ValidFrom, string KnownAt, string Actor, bool Present, IReadOnlyList<LaterFactContract>? LaterFacts)
{
    /// <summary>What was stored.</summary>
    public static HouseholdDepartureContract Of(RemovedHousehold removed) => new(
        removed.Fact.HouseholdId, removed.Fact.ValidFrom, Dates.MomentText(removed.Fact.KnownAt), removed.Fact.Actor,
        removed.Fact.Present == 1, LaterFactContract.All(removed.LaterFacts));
}

/// <summary>Every fact of a household.</summary>
/// <param name="Household">Its member number.</param>
/// <param name="Facts">In the order they became known.</param>
internal sealed record HouseholdHistoryContract(string Household, IReadOnlyList<HouseholdFactContract> Facts)
{
    /// <summary>The facts of one household, at least one.</summary>
    public static HouseholdHistoryContract Of(IReadOnlyList<HouseholdHistoryEntry> history) =>
        new(history[0].Fact.HouseholdId, [.. history.Select(HouseholdFactContract.Of)]);
}

/// <summary>A fact and what it changed.</summary>
/// <param name="ValidFrom">From when on it holds.</param>
/// <param name="KnownAt">When it became known.</param>
/// <param name="Actor">Who said so.</param>
/// <param name="Present">Whether the household is on the roster from then on.</param>
/// <param name="Changed">Which fields it changed.</param>
internal sealed record HouseholdFactContract(
    string ValidFrom, string KnownAt, string Actor, bool Present, IReadOnlyList<HouseholdChangeContract> Changed)
{
    /// <summary>A fact and what it changed.</summary>
    public static HouseholdFactContract Of(HouseholdHistoryEntry entry) => new(
        entry.Fact.ValidFrom, Dates.MomentText(entry.Fact.KnownAt), entry.Fact.Actor, entry.Fact.Present == 1,
        HouseholdChangeContract.All(entry.Changes));
}

/// <summary>A field that a fact changed.</summary>
/// <param name="Field">As in a body.</param>
/// <param name="From">What it was; left out when absent or private.</param>
/// <param name="To">What it is; left out when absent or private.</param>
internal sealed record HouseholdChangeContract(string Field, string? From, string? To)
{
    /// <summary>What changed.</summary>
    public static IReadOnlyList<HouseholdChangeContract> All(IReadOnlyList<HouseholdChange> changes) =>
        [.. changes.Select(change => new HouseholdChangeContract(change.Field, change.From, change.To))];
}

/// <summary>A number to look for: one of the two.</summary>
/// <param name="IdNumber">Of a person.</param>
/// <param name="Account">Of an account.</param>
[CheckedBy<FindHouseholdsValidator>]
internal sealed record FindHouseholdsContract(string? IdNumber, string? Account);

/// <summary>What an import did, or would do.</summary>
/// <param name="ValidFrom">From when on the facts hold.</param>
/// <param name="DryRun">Whether nothing was stored.</param>
/// <param name="Rows">Rows under the headings.</param>
/// <param name="Households">Households named.</param>
/// <param name="Added">Households that were not on the roster.</param>
/// <param name="Changed">Households that stand otherwise now.</param>
/// <param name="Unchanged">Households that stood so already.</param>
/// <param name="Left">Always 0: an import speaks only of the households it names.</param>
/// <param name="Problems">Every bad cell, by row; at most 10,000.</param>
/// <param name="ProblemCount">How many there are.</param>
/// <param name="LaterFacts">Later entries that repeat what is replaced, at most 1,000; left out where there are none.</param>
/// <param name="LaterFactCount">How many there are.</param>
/// <param name="Warnings">What is odd, and may be right; at most 10,000. It does not stop the import.</param>
/// <param name="WarningCount">How many there are.</param>
/// <param name="Changes">Households that stand otherwise, field by field; at most 1,000.</param>
/// <param name="AddedHouseholds">Households that were not on the roster; at most 1,000.</param>
/// <param name="Missing">With dryRun: households on the roster that the import does not name, which stay; at most 1,000.</param>
/// <param name="MissingCount">How many there are.</param>
/// <param name="Reading">How the table was read, with all that was not read as it is written.</param>
/// <param name="Import">What it is kept as, to be looked up or taken back; left out where nothing was stored.</param>
internal sealed record ImportReportContract(
    string ValidFrom,
    bool DryRun,
    int Rows,
    int Households,
    int Added,
    int Changed,
    int Unchanged,
    int Left,
    IReadOnlyList<ImportProblemContract> Problems,
    int ProblemCount,
    IReadOnlyList<LaterFactContract>? LaterFacts,
    int LaterFactCount,
    IReadOnlyList<ImportWarningContract> Warnings,
    int WarningCount,
    IReadOnlyList<ImportChangeContract> Changes,
    IReadOnlyList<string> AddedHouseholds,
    IReadOnlyList<string> Missing,
    int MissingCount,
    ImportReadingContract? Reading,
    string? Import)
{
    /// <summary>What an import did.</summary>
    public static ImportReportContract Of(ImportReport report) => new(
        report.ValidFrom, report.IsDryRun, report.Draft.Rows, report.Draft.Households.Count, report.Added, report.Changed,
        report.Unchanged, Left: 0, [.. report.Draft.Problems.OrderBy(problem => problem.Row).Select(ImportProblemContract.Of)],
        report.Draft.ProblemCount, LaterFactContract.All(report.LaterFacts), report.LaterFactCount,
        [.. report.Draft.Warnings.OrderBy(warning => warning.Row).Select(ImportWarningContract.Of)], report.Draft.WarningCount,
        [.. report.Changes.Select(ImportChangeContract.Of)], [.. report.AddedHouseholds.Select(added => added.Household)],
        [.. report.Missing.Select(missing => missing.Household)], report.MissingCount,
        report.Draft.Reading is { } reading ? ImportReadingContract.Of(reading) : null, report.ImportId);
}

/// <summary>A bad cell.</summary>
/// <param name="Row">As the table counts them, the headings being one; 0 for the whole table.</param>
/// <param name="Column">The heading as written; empty for the whole row.</param>
/// <param name="Cell">The cell as a spreadsheet calls it, such as C7, or 第二组!C7 of several worksheets; empty for a whole row of
/// one.</param>
/// <param name="Value">What the cell holds; left out for numbers of persons and accounts.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Reason">What is wrong, and how to mend it.</param>
internal sealed record ImportProblemContract(int Row, string Column, string Cell, string? Value, string Code, WordsContract Reason)
{
    /// <summary>A bad cell.</summary>
    public static ImportProblemContract Of(ImportProblem problem) => new(
        problem.RowOfSheet, problem.Column, problem.Cell, problem.Value, problem.Problem.Code.Name,
        WordsContract.Of(problem.Problem.Message));
}

/// <summary>How households are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredHouseholdContract))]
[JsonSerializable(typeof(HouseholdPageContract))]
[JsonSerializable(typeof(HouseholdDepartureContract))]
[JsonSerializable(typeof(HouseholdHistoryContract))]
[JsonSerializable(typeof(ImportReportContract))]
[JsonSerializable(typeof(RosterImportContract))]
[JsonSerializable(typeof(RosterImportPageContract))]
[JsonSerializable(typeof(TakenBackContract))]
[JsonSerializable(typeof(HouseholdsChangedContract))]
internal sealed partial class HouseholdContracts : JsonSerializerContext;
