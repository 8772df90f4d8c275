using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Features.Payments.Files;

namespace LinkageService.Features.Payments;

/// <summary>Reads what a payment file is to be.</summary>
internal static class PaymentFileBodies
{
    private static readonly string[] TemplateFields =
    [
        "name", "columns", "form", "encoding", "separator", "endsRows", "hasHeadings", "hasTotals", "marksNumbers", "maxRows",
    ];

    /// <summary>A template by itself, and what could not be read of it.</summary>
    public static (PaymentTemplate Template, IReadOnlyList<Problem> Problems) ReadTemplate(ReadOnlyMemory<byte> utf8)
    {
        var fields = JsonFields.Read(utf8, TemplateFields);
        return (ReadTemplate(fields), fields.Problems);
    }

    /// <summary>The name of a template.</summary>
    public static RemoveTemplateRequest ReadName(ReadOnlyMemory<byte> utf8, string organization)
    {
        var fields = JsonFields.Read(utf8, "name");
        return new RemoveTemplateRequest(organization, fields.Text("name")) { FormProblems = fields.Problems };
    }

    /// <summary>The request of a body.</summary>
    public static MakePaymentFileRequest Read(ReadOnlyMemory<byte> utf8)
    {
        var fields = JsonFields.Read(
            utf8, "format", "households", "executionOn", "purpose", "payer", "creditCode", "template", "savedTemplate", "encoding",
            "marksNumbers", "maxRows", "painVersion", "categoryPurpose");
        return new MakePaymentFileRequest(fields.Text("format"))
        {
            Households = fields.TextsOrNull("households"),
            ExecutionOn = fields.Date("executionOn"),
            Purpose = fields.Text("purpose"),
            Payer = fields.Object("payer", "holder", "number", "bank", "bankCode") is { } payer
                ? new StatedAccount(payer.Text("holder"), payer.Text("number"), payer.Text("bank"), payer.Text("bankCode"))
                : null,
            CreditCode = fields.Text("creditCode"),
            Template = fields.Object("template", TemplateFields) is { } template ? ReadTemplate(template) : null,
            SavedTemplate = fields.Text("savedTemplate"),
            Encoding = fields.Text("encoding"),
            MarksNumbers = fields.Flag("marksNumbers") ?? true,
            MaxRows = fields.Whole("maxRows", MakePaymentFileValidator.Rows),
            PainVersion = fields.Text("painVersion"),
            CategoryPurpose = fields.Text("categoryPurpose"),
            FormProblems = fields.Problems,
        };
    }

    private static PaymentTemplate ReadTemplate(JsonFields fields)
    {
        var columns = fields.Objects("columns", "field", "heading", "text", "maxCharacters", "cuts");
        return new PaymentTemplate(fields.Text("name") ?? "", [.. columns.Select(ReadColumn)])
        {
            Form = fields.Text("form") ?? PaymentTemplate.TextForm,
            Encoding = fields.Text("encoding") ?? PaymentEncoding.Utf8,
            Separator = fields.Text("separator") ?? PaymentTemplate.Comma,
            EndsRows = fields.Flag("endsRows") ?? false,
            HasHeadings = fields.Flag("hasHeadings") ?? true,
            HasTotals = fields.Flag("hasTotals") ?? false,
            MarksNumbers = fields.Flag("marksNumbers") ?? false,
            MaxRows = fields.Whole("maxRows", MakePaymentFileValidator.Rows) ?? PaymentTemplate.DefaultMaxRows,
        };
    }

    private static PaymentColumn ReadColumn(JsonFields fields) => new(fields.Text("field") ?? "")
    {
        Heading = fields.Text("heading"), Text = fields.Text("text"),
        MaxCharacters = fields.Whole("maxCharacters", PaymentColumnValidator.Characters), Cuts = fields.Flag("cuts") ?? false,
    };
}
