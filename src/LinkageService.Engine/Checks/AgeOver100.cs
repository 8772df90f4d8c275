using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>age_over_100</c>: over 100, or born later.</summary>
public sealed class AgeOver100 : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "age_over_100";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("百岁以上或出生日期在后", "Over 100, or born later");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "百岁以上、出生日期晚于登记日的要核实是否健在、号码有没有错。",
        "Who is 100 or older or born after the record date is verified.");

    private protected override CheckOutcome Decide(CheckedRun run) => run.Persons switch
    {
        null => Unknown(MissingFacts.Persons),
        { ImplausibleAges: { Count: > 0 } households } =>
            Found($"请核实：{CheckText.Households(households)}", $"please verify: {CheckText.HouseholdsEn(households)}"),
        var persons when persons.WithBirthDate == 0 || persons.WithBirthDate < persons.Persons => Unknown(MissingFacts.BirthDates),
        var persons => Passed($"{persons.Persons} 人的年龄都在一百岁以下", $"all {persons.Persons} persons are under 100"),
    };
}
