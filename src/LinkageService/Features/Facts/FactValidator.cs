using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using FluentValidation;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Privacy;

namespace LinkageService.Features.Facts;

/// <summary>
/// The rules of a record of a fact: of each field by what it holds. What several fields say together, a class of its own adds.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
internal class FactValidator<T> : AbstractValidator<T>
{
    private const int MaxRows = 20_000;
    private static readonly WholeRange Days = new(1, 365);
    private static readonly TextPattern BankCode = new("[0-9]{12}");
    private static readonly TextPattern PlotCode = new("[0-9]{19}");

    public FactValidator()
    {
        foreach (var field in FactField.Of(typeof(T)))
        {
            Add(field);
        }
    }

    /// <summary>Refuses a date before another.</summary>
    /// <param name="first">The date it may not be before.</param>
    /// <param name="second">The date.</param>
    /// <param name="field">The name of <paramref name="second"/>.</param>
    /// <param name="firstName">What people call the other.</param>
    protected void InOrder(Func<T, string?> first, Expression<Func<T, string?>> second, string field, LocalizedText firstName) =>
        RuleFor(second).Must((record, to) => first(record) is not { } from || to is null || string.CompareOrdinal(from, to) <= 0)
            .As(ProblemCodes.InvalidValue, field, $"早于{firstName.Zh}", $"before {firstName.En}");

    /// <summary>The value of an amount that is stated and right, in fen.</summary>
    protected static long? Fen(string? amount) => FactFigures.Fen(amount);

    private void Add(FactField field)
    {
        switch (field.Type)
        {
            case FactType.Rows:
            case FactType.Record:
                Nested(field.Type == FactType.Rows ? nameof(AddRows) : nameof(AddRecord), field);
                break;
            case FactType.Days:
            case FactType.Year:
                Required(RuleFor(Value<int?>(field)).IsIn(field.Name, field.Type == FactType.Days ? Days : PutFactValidator.Years), field);
                break;
            case FactType.YesNo:
                break;
            case FactType.Yuan or FactType.SignedYuan or FactType.Share or FactType.Quantity:
                var figure = new FigureValidator<T>(field.Type);
                Required(RuleFor(Value<string?>(field)).SetValidator(figure).OverridePropertyName(field.Name), field);
                break;
            case FactType.Text or FactType.Date or FactType.Word or FactType.Household or FactType.AccountNumber or FactType.BankCode
                or FactType.PlotCode:
                Required(Text(RuleFor(Value<string?>(field)), field), field);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static IRuleBuilderOptions<T, string?> Text(IRuleBuilderInitial<T, string?> rule, FactField field) => field.Type switch
    {
        FactType.Text => rule.IsText(field.Name, TextRules.MaxWord, hasLines: false),
        FactType.Date => rule.IsDate(field.Name),
        FactType.Word => rule.IsOneOf(field.Name, [.. field.Words.Select(word => word.Word)]),
        FactType.Household => rule.IsText(field.Name, HouseholdIds.MaxCharacters, hasLines: false),
        FactType.AccountNumber => rule.IsLike(field.Name, AccountNumber.FormOrMask,
            "账号是 8 到 34 位数字或大写字母", "an account number is 8 to 34 digits or capital letters"),
        FactType.BankCode => rule
            .IsLike(field.Name, BankCode, "行号是 12 位数字", "a bank code has 12 digits")
            .Must(code => code is null || !BankCode.Fits(code) || !CheckDigits.IsBrokenBankCode(code)).As(ProblemCodes.InvalidValue,
                field.Name, "这个行号的校验位不对；请与银行核对", "the check digit of this bank code is wrong: compare it with the bank's"),
        FactType.PlotCode => rule.IsLike(field.Name, PlotCode, "地块编码是 19 位数字", "a plot code has 19 digits"),
        _ => throw new UnreachableException(),
    };

    private void Required<TValue>(IRuleBuilderOptions<T, TValue> rule, FactField field)
    {
        if (field.Said.IsRequired)
        {
            rule.IsThere(field.Name);
        }
    }

    private void Nested(string method, FactField field) =>
        typeof(FactValidator<T>).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(field.Record)
            .Invoke(this, [field]);

    private void AddRecord<TRecord>(FactField field) =>
        RuleFor(Value<TRecord>(field)).SetValidator(Of<TRecord>()).OverridePropertyName(field.Name);

    private void AddRows<TRow>(FactField field)
    {
        var rows = Value<IReadOnlyList<TRow>>(field);
        var has = rows.Compile();
        RuleFor(rows).HasAtMost(field.Name, MaxRows, _ => new LocalizedText($"最多 {MaxRows} 行", $"at most {MaxRows} rows"))
            .When(record => has(record) is not null);
        if (field.Said.IsRequired)
        {
            RuleFor(rows).NotNull().AsMissing(field.Name);
        }

        RuleForEach(Expression.Lambda<Func<T, IEnumerable<TRow>>>(rows.Body, rows.Parameters)).SetValidator(Of<TRow>())
            .OverridePropertyName(field.Name);
    }

    private static IValidator<TRecord> Of<TRecord>() =>
        (IValidator<TRecord>)typeof(TRecord).GetCustomAttributes(typeof(CheckedByAttribute), inherit: false).Cast<CheckedByAttribute>()
            .Single().Validator;

    private static Expression<Func<T, TValue>> Value<TValue>(FactField field)
    {
        var record = Expression.Parameter(typeof(T), "record");
        return Expression.Lambda<Func<T, TValue>>(Expression.Property(record, field.Property), record);
    }
}
