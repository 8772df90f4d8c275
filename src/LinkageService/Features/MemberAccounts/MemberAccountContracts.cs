using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Http;

namespace LinkageService.Features.MemberAccounts;

/// <summary>A page of member accounts of a year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Columns">The columns; empty where no scheme of an approved run has any.</param>
/// <param name="Accounts">By member number.</param>
/// <param name="Checks">What could not be read of the roster; left out where all of it could.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
internal sealed record MemberAccountsContract(
    int Year, IReadOnlyList<AccountColumnContract> Columns, IReadOnlyList<MemberAccountContract> Accounts,
    IReadOnlyList<CheckContract>? Checks, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>A page.</summary>
    public static MemberAccountsContract Of(MemberAccountPage page) => new(
        page.Year, [.. page.Columns.Select(AccountColumnContract.Of)],
        [.. page.Accounts.Select(account => MemberAccountContract.Of(account, page.Columns))],
        page.Checks.Count == 0 ? null : CheckContract.All(page.Checks), page.Next is null ? null : QueryFields.CursorAfter(page.Next));
}

/// <summary>A column of member accounts.</summary>
/// <param name="Name">Its name in accounts: the word of its role; of patronage, the holding.</param>
/// <param name="Role">capital, reserve_quota, subsidy_quota, donation_quota, patronage, patronage_refund or residual_dividend.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Decimals">Decimals of its amounts.</param>
/// <param name="Balance">Whether it goes on from year to year; else it begins each year with nothing.</param>
/// <param name="Sources">Where its amounts come from.</param>
internal sealed record AccountColumnContract(
    string Name, string Role, WordsContract Title, WordsContract Unit, int Decimals, bool Balance,
    IReadOnlyList<AccountSourceContract> Sources)
{
    /// <summary>A column.</summary>
    public static AccountColumnContract Of(AccountColumn column) => new(
        column.Name, column.Role.Word(), WordsContract.Of(column.Title), WordsContract.Of(column.Unit), column.Decimals,
        column.IsBalance, [.. column.Sources.Select(source => new AccountSourceContract(
            string.Create(CultureInfo.InvariantCulture, $"{source.Scheme}@{source.Version}"), source.Holding, source.Step))]);
}

/// <summary>Where the amounts of a column come from.</summary>
/// <param name="Scheme">The scheme that says so, <c>id@version</c>.</param>
/// <param name="Holding">The holding: of the dated roster, of patronage as the run used it; left out for a benefit.</param>
/// <param name="Step">The step whose lines fill the column, or that carries the holding from year to year; left out for none.</param>
internal sealed record AccountSourceContract(string Scheme, string? Holding, string? Step);

/// <summary>The account of a member for a year: in every column opening + entries = closing.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Name">Whom it is named after; left out where nobody said.</param>
/// <param name="Opening">At the end of the year before, by column; of those that go on.</param>
/// <param name="Entries">By day.</param>
/// <param name="Closing">At the end of the year, by column; of those that do not go on, all of the year.</param>
internal sealed record MemberAccountContract(
    string Household, string? Name, IReadOnlyDictionary<string, string> Opening, IReadOnlyList<AccountEntryContract> Entries,
    IReadOnlyDictionary<string, string> Closing)
{
    /// <summary>An account.</summary>
    public static MemberAccountContract Of(MemberAccount account, IReadOnlyList<AccountColumn> columns)
    {
        return new MemberAccountContract(
            account.Household, account.Name, Amounts(account.Opening, (column, _) => column.IsBalance),
            [.. account.Entries.Select(entry => new AccountEntryContract(
                entry.Date, WordsContract.Of(entry.Text), entry.Run, Amounts(entry.Amounts, (_, amount) => amount != 0)))],
            Amounts(account.Closing, (_, _) => true));

        OrderedDictionary<string, string> Amounts(long[] amounts, Func<AccountColumn, long, bool> isWanted) => new(
            columns.Select((column, at) => (column, amounts[at])).Where(each => isWanted(each.column, each.Item2))
                .Select(each => KeyValuePair.Create(each.column.Name, each.column.Text(each.Item2))), StringComparer.Ordinal);
    }
}

/// <summary>A change of an account.</summary>
/// <param name="Date">The day from which the roster holds, or the record date of a run.</param>
/// <param name="Text">What happened.</param>
/// <param name="Run">The run or correction; left out for a change of the roster.</param>
/// <param name="Amounts">What changed, by column; a column that did not is left out.</param>
internal sealed record AccountEntryContract(
    string Date, WordsContract Text, string? Run, IReadOnlyDictionary<string, string> Amounts);

/// <summary>How member accounts are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MemberAccountsContract))]
internal sealed partial class MemberAccountContracts : JsonSerializerContext;
