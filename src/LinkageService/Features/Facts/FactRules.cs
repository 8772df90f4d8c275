using FluentValidation;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>What the lines of a statement say together. Sums that do not agree are no mistake of form: a check looks at them.</summary>
internal sealed class StatementValidator : FactValidator<StatementFacts>
{
    public StatementValidator()
    {
        RuleFor(facts => facts).Custom((facts, context) =>
        {
            foreach (var field in FactField.Of(typeof(StatementFacts)).Where(field => IsOfOther(field, facts.Form)))
            {
                if (field.Property.GetValue(facts) is not null)
                {
                    context.Add(ProblemCodes.InvalidValue, PathOf(context, field.Name), new LocalizedText(
                        $"这张报表里没有“{field.Label.Zh}”这一行", $"this form has no line \"{field.Label.En}\""));
                }
            }
        });
        RuleFor(facts => facts.WelfareFundDrawn).Must((facts, welfare) => !(Fen(welfare) > Fen(facts.ReserveDrawn)))
            .As(ProblemCodes.InvalidValue, "welfareFundDrawn", "公益金是提取数的一部分，不能比它多", "a part of what is drawn, and more than it");
        RuleFor(facts => facts.CapitalReserveCovering).Must((facts, covering) => !(Fen(covering) > Fen(facts.TransferredIn)))
            .As(ProblemCodes.InvalidValue, "capitalReserveCovering", "是其他转入的一部分，不能比它多",
                "a part of what is transferred in, and more than it");
    }

    private static bool IsOfOther(FactField field, string? form) => field.Said.Only is { } only && form is not null && only != form
        && FactField.Of(typeof(StatementFacts))[0].Words.Any(word => word.Word == form);

    private static string PathOf(ValidationContext<StatementFacts> context, string name) =>
        context.PropertyPath.TrimEnd('.') is { Length: > 0 } path ? path + "." + name : name;
}

/// <summary>What a charter says together.</summary>
internal sealed class CharterValidator : FactValidator<CharterFacts>
{
    public CharterValidator() =>
        RuleFor(facts => facts.ReserveMax)
            .Must((facts, most) => !(FactFigures.Share(most) < FactFigures.Share(facts.ReserveMin)))
            .As(ProblemCodes.InvalidValue, "reserveMax", "最高比例小于最低比例", "less than the least part");
}

/// <summary>What a loan says together.</summary>
internal sealed class LoanValidator : FactValidator<LoanFact>
{
    public LoanValidator()
    {
        InOrder(loan => loan.DrawnOn, loan => loan.DueOn, "dueOn", new LocalizedText("借入日期", "the day it was drawn"));
        RuleFor(loan => loan.Outstanding).Must((loan, owed) => !(Fen(owed) > Fen(loan.Amount)))
            .As(ProblemCodes.InvalidValue, "outstanding", "尚欠的比借款还多", "more than was borrowed");
    }
}

/// <summary>What a source of income says together.</summary>
internal sealed class IncomeLineValidator : FactValidator<IncomeLineFact>
{
    public IncomeLineValidator()
    {
        InOrder(line => line.From, line => line.To, "to", new LocalizedText("所属期起", "the first day"));
        RuleFor(line => line.AmountInPool).Must((line, shared) => !(Fen(shared) > Math.Max(0, Fen(line.Amount) ?? long.MaxValue)))
            .As(ProblemCodes.InvalidValue, "amountInPool", "用于分配的比收入还多", "more than came in");
    }
}

/// <summary>What the trade of a year says together.</summary>
internal sealed class TradeValidator : FactValidator<TradeFacts>
{
    public TradeValidator()
    {
        RuleFor(facts => facts.WithMembers).Must((facts, members) => !(Fen(members) > Fen(facts.Sales)))
            .As(ProblemCodes.InvalidValue, "withMembers", "与成员的交易额比销售总额还多", "more than all sales");
        RuleFor(facts => facts.WithOthers)
            .Must((facts, others) => others is null || !(Fen(others) + (Fen(facts.WithMembers) ?? 0) > Fen(facts.Sales)))
            .As(ProblemCodes.InvalidValue, "withOthers", "与成员、非成员的交易额加在一起比销售总额还多",
                "together with the trade with members more than all sales");
    }
}

/// <summary>What an account says together.</summary>
internal sealed class OwnAccountValidator : FactValidator<OwnAccountFact>
{
    public OwnAccountValidator() =>
        InOrder(account => account.From, account => account.To, "to", new LocalizedText("启用日期", "the first day"));
}

/// <summary>What an officer says together.</summary>
internal sealed class OfficerValidator : FactValidator<OfficerFact>
{
    public OfficerValidator() => InOrder(officer => officer.From, officer => officer.To, "to", new LocalizedText("任职起", "the first day"));
}

/// <summary>What officers and relatives say together.</summary>
internal sealed class OfficerFactsValidator : FactValidator<OfficerFacts>
{
    public OfficerFactsValidator() =>
        RuleForEach(facts => facts.Kin)
            .Must((facts, kin) => kin.Officer is null
                || facts.Officers?.Any(officer => string.Equals(officer.Name, kin.Officer, StringComparison.Ordinal)) != false)
            .As(ProblemCodes.InvalidValue, "kin", kin =>
            {
                var shown = NumberProblems.Shorten(kin.Officer!);
                return new LocalizedText($"管理人员里没有“{shown}”", $"no officer is called \"{shown}\"");
            });
}

/// <summary>What a plot says together.</summary>
internal sealed class PlotValidator : FactValidator<PlotFact>
{
    public PlotValidator() => InOrder(plot => plot.From, plot => plot.To, "to", new LocalizedText("起始日期", "the first day"));
}

/// <summary>What a status says together.</summary>
internal sealed class StatusSourceValidator : FactValidator<StatusSourceFact>
{
    public StatusSourceValidator() =>
        InOrder(source => source.From, source => source.Until, "until", new LocalizedText("认定日期", "the first day"));
}

/// <summary>What the tax of a benefit says together.</summary>
internal sealed class BenefitTaxValidator : FactValidator<BenefitTaxFact>
{
    public BenefitTaxValidator()
    {
        RuleFor(tax => tax.Rate).Must((tax, rate) => tax.Mode != "none" || !(FactFigures.Share(rate) > Fraction.Zero))
            .As(ProblemCodes.InvalidValue, "rate", "扣税方式是不扣，又写了税率", "a rate, and the benefit is not taxed");
        RuleFor(tax => tax.Withheld).Must((tax, withheld) => tax.Mode != "none" || !(Fen(withheld) > 0))
            .As(ProblemCodes.InvalidValue, "withheld", "扣税方式是不扣，又写了已代扣", "tax withheld, and the benefit is not taxed");
    }
}

/// <summary>What promises say together.</summary>
internal sealed class TargetFactsValidator : FactValidator<TargetFacts>
{
    public TargetFactsValidator() =>
        RuleForEach(facts => facts.Targets)
            .Must((facts, target) => ReferenceEquals(
                facts.Targets!.First(each => each.Household == target.Household && each.Linkage == target.Linkage), target))
            .As(ProblemCodes.InvalidValue, "targets", target =>
            {
                var shown = NumberProblems.Shorten(target.Household ?? "");
                return target.Household is null
                    ? new LocalizedText("对所有建档立卡户的承诺写了两次", "the promise to every registered household is there twice")
                    : new LocalizedText($"对“{shown}”户的承诺写了两次", $"the promise to household \"{shown}\" is there twice");
            });
}

/// <summary>What taxes say together.</summary>
internal sealed class TaxFactsValidator : FactValidator<TaxFacts>
{
    public TaxFactsValidator() =>
        RuleForEach(facts => facts.Benefits)
            .Must((facts, tax) => tax.Benefit is null || ReferenceEquals(facts.Benefits!.First(each => each.Benefit == tax.Benefit), tax))
            .As(ProblemCodes.InvalidValue, "benefits", tax =>
            {
                var shown = NumberProblems.Shorten(tax.Benefit!);
                return new LocalizedText($"项目“{shown}”写了两次", $"the benefit \"{shown}\" is there twice");
            });
}
