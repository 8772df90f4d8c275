using System.Text.RegularExpressions;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using Xunit;

namespace LinkageService.Engine.Tests.Checks;

/// <summary>The facts legal checks read.</summary>
public sealed partial class FactsTests
{
    public static TheoryData<Type> Kinds() => new(
        typeof(LegalFacts).Assembly.GetTypes().Where(type => type.IsEnum && type.Namespace == typeof(LegalFacts).Namespace));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FactWords_EveryKind_HasOneWordAndTitle(Type kind)
    {
        var words = FactWords.All(kind);

        Assert.Equal(Enum.GetValues(kind).Cast<Enum>(), words.Select(word => word.Value));
        Assert.Equal(words.Count, words.Select(word => word.Word).Distinct().Count());
        Assert.All(words, word => Assert.Matches(SnakeCase(), word.Word));
        Assert.All(words, word => Assert.False(word.Title.Zh.Length == 0 || word.Title.En.Length == 0));
        var read = typeof(FactWords).GetMethod(nameof(FactWords.Read))!.MakeGenericMethod(kind);
        Assert.All(words, word => Assert.Equal(word.Value, read.Invoke(null, [word.Word])));
        Assert.Null(read.Invoke(null, ["nothing_of_the_kind"]));
    }

    [Fact]
    public void Unknown_HasNoFactAtAll() =>
        Assert.All(typeof(LegalFacts).GetProperties().Where(fact => fact.GetMethod!.IsStatic is false),
            fact => Assert.Null(fact.GetValue(LegalFacts.Unknown)));

    // 10,000 + 500 - 4,000 - 100 - 900 - 50 + 30 - 20 - 0 = 5,460, of a cooperative; of a collective with 200 of subsidies and 300 of
    // welfare expense instead of the financial expense 5,410.
    [Theory]
    [InlineData(StatementForm.Cooperative, 5_460_00)]
    [InlineData(StatementForm.Collective, 5_410_00)]
    public void YearStatement_EveryLineOfItsForm_GivesTheNetIncome(StatementForm form, long fen)
    {
        var statement = new YearStatement(form, 2026, StatementStatus.Closed)
        {
            OperatingIncome = new Money(10_000_00),
            InvestmentIncome = new Money(500_00),
            SubsidyIncome = form == StatementForm.Collective ? new Money(200_00) : null,
            OperatingExpense = new Money(4_000_00),
            TaxesAndSurcharges = new Money(100_00),
            AdministrativeExpense = new Money(900_00),
            FinanceExpense = form == StatementForm.Cooperative ? new Money(50_00) : null,
            OtherIncome = new Money(30_00),
            WelfareExpense = form == StatementForm.Collective ? new Money(300_00) : null,
            OtherExpense = new Money(20_00),
            IncomeTax = Money.Zero,
        };

        Assert.Equal(new Money(fen), statement.Net);
        Assert.Null((statement with { IncomeTax = null }).Net);
        Assert.Equal(Money.Zero, (statement with { NetIncome = Money.Zero }).Net);
        Assert.Null(statement.PriorLosses);
        Assert.Equal(new Money(7), (statement with { OpeningUndistributed = new Money(-7) }).PriorLosses);
        Assert.Equal(Money.Zero, (statement with { OpeningUndistributed = new Money(7) }).PriorLosses);
    }

    [GeneratedRegex("^[a-z]+(_[a-z]+)*$", RegexOptions.None, 1000)]
    private static partial Regex SnakeCase();
}
