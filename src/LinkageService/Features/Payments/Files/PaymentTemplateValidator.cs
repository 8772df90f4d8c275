using FluentValidation;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Payments.Files;

/// <summary>What a template may say.</summary>
internal sealed class PaymentTemplateValidator : AbstractValidator<PaymentTemplate>
{
    private const int MaxColumns = 60;

    public PaymentTemplateValidator()
    {
        RuleFor(template => template.Name).IsText("name", TextRules.MaxName, isRequired: true, hasLines: false);
        RuleFor(template => template.Form).IsOneOf("form", [.. PaymentTemplate.Forms]);
        RuleFor(template => template.Encoding).IsOneOf("encoding", PaymentEncoding.Names);
        RuleFor(template => template.Separator).IsOneOf("separator", [.. PaymentTemplate.Separators.Keys]);
        RuleFor(template => template.MaxRows).IsIn("maxRows", new WholeRange(1, 100_000));
        RuleFor(template => template.Columns).HasAtMost("columns", MaxColumns,
            count => new LocalizedText($"最多 {MaxColumns} 列，得到 {count} 列", $"at most {MaxColumns} columns, got {count}"));
        RuleForEach(template => template.Columns).SetValidator(new PaymentColumnValidator()).OverridePropertyName("columns");
        RuleFor(template => template.Columns).Custom(RequireAccountAndAmount);
        RuleFor(template => template).Custom(RefuseUnwritable);
    }

    private static void RequireAccountAndAmount(IReadOnlyList<PaymentColumn> columns, ValidationContext<PaymentTemplate> context)
    {
        if (!columns.Any(column => column.Field == PaymentField.Account.Name))
        {
            context.Add(ProblemCodes.InvalidValue, PathOf(context, "columns"), new LocalizedText(
                "缺少账号（account）一列", "a column with the account is missing"));
        }

        if (columns.Count(column => column.Field == PaymentField.Amount.Name || column.Field == PaymentField.AmountFen.Name) != 1)
        {
            context.Add(ProblemCodes.InvalidValue, PathOf(context, "columns"), new LocalizedText(
                "金额要有且只有一列：元（amount）或分（amount_fen）", "one column with the amount is wanted: amount or amount_fen"));
        }
    }

    // A template may stand inside a request.
    private static string PathOf(ValidationContext<PaymentTemplate> context, string field) =>
        context.PropertyChain.BuildPropertyPath(field);

    // What a text says itself must be written by the same rules as what it says of payments.
    private static void RefuseUnwritable(PaymentTemplate template, ValidationContext<PaymentTemplate> context)
    {
        if (!template.IsText || !PaymentTemplate.Separators.TryGetValue(template.Separator, out var separator)
            || !PaymentEncoding.Names.Contains(template.Encoding))
        {
            return;
        }

        var encoding = PaymentEncoding.Of(template.Encoding);
        for (var at = 0; at < template.Columns.Count; at++)
        {
            foreach (var (name, text) in new[] { ("heading", template.Columns[at].Heading), ("text", template.Columns[at].Text) })
            {
                if (text is not null && text.IndexOfAny([.. PaymentRows.Forbidden, separator]) is >= 0 and var place)
                {
                    context.Add(ProblemCodes.InvalidValue, PathOf(context, $"columns[{at}].{name}"), new LocalizedText(
                        $"文本文件里不能写“{text[place]}”", $"\"{text[place]}\" cannot stand in a text file"));
                }
                else if (text is not null && PaymentEncoding.Missing(encoding, text) is { } missing)
                {
                    context.Add(ProblemCodes.InvalidValue, PathOf(context, $"columns[{at}].{name}"), new LocalizedText(
                        $"“{missing}”在 {template.Encoding} 里没有", $"{template.Encoding} does not have \"{missing}\""));
                }
            }
        }
    }
}

/// <summary>What a column of a template may say.</summary>
internal sealed class PaymentColumnValidator : AbstractValidator<PaymentColumn>
{
    private const int MaxHeading = 50;

    /// <summary>Characters of a field.</summary>
    public static WholeRange Characters { get; } = new(1, 200);

    public PaymentColumnValidator()
    {
        RuleFor(column => column.Field).Cascade(CascadeMode.Stop).IsThere("field").IsOneOf("field", PaymentField.Names);
        RuleFor(column => column.Heading).IsText("heading", MaxHeading, hasLines: false);
        RuleFor(column => column.Text).IsText("text", TextRules.MaxName, hasLines: false);
        RuleFor(column => column.Text).Must((column, text) => text is null || column.Field == PaymentField.Text.Name)
            .As(ProblemCodes.InvalidValue, "text", "只有 text 列写固定文字", "only a column of text has a text of its own");
        RuleFor(column => column.MaxCharacters).IsIn("maxCharacters", Characters);
        RuleFor(column => column.Cuts).Must((column, cuts) => !cuts
            || (column.MaxCharacters is not null && PaymentField.All.Any(field => field.Name == column.Field && field.IsFree)))
            .As(ProblemCodes.InvalidValue, "cuts", "只有写明字数的用途和备注可以截短",
                "only purposes and remarks with a stated length are cut");
    }
}
