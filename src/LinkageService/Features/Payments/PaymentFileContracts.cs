using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Errors;
using LinkageService.Features.Payments.Files;
using LinkageService.Http;

namespace LinkageService.Features.Payments;

/// <summary>Payments to be written for a bank.</summary>
/// <param name="Format">bank-batch.csv, bank-batch.xlsx, bank-batch.bpt, pain.001.xml or template.</param>
/// <param name="Households">Those of which households; all that can be sent unless stated.</param>
/// <param name="ExecutionOn">The day on which the bank is to pay; today in China unless stated.</param>
/// <param name="Purpose">What the payees read; such as 2025年度收益分配 unless stated.</param>
/// <param name="Payer">The organisation's own account; wanted by bank-batch.bpt, pain.001.xml and templates that name it.</param>
/// <param name="CreditCode">The organisation's unified social credit code (统一社会信用代码), for pain.001.xml.</param>
/// <param name="Template">The columns, with the format template; or savedTemplate.</param>
/// <param name="SavedTemplate">The name of a template that the organisation keeps, with the format template; or template.</param>
/// <param name="Encoding">What bank-batch.csv is written in; utf-8 unless stated.</param>
/// <param name="MarksNumbers">Whether a tab behind the numbers of bank-batch.csv keeps spreadsheets from changing them; true unless
/// stated.</param>
/// <param name="MaxRows">Payments of one file, more are split over several in a zip; 3000 unless stated.</param>
/// <param name="PainVersion">Version of pain.001.001; 09 unless stated.</param>
/// <param name="CategoryPurpose">Category purpose of pain.001.xml; DIVI unless stated.</param>
[CheckedBy<MakePaymentFileValidator>]
internal sealed record MakePaymentFileContract(
    string Format, IReadOnlyList<string>? Households, string? ExecutionOn, string? Purpose, StatedAccountContract? Payer,
    string? CreditCode, PaymentTemplateContract? Template, string? SavedTemplate, string? Encoding, bool? MarksNumbers, int? MaxRows,
    string? PainVersion, string? CategoryPurpose);

/// <summary>How a bank wants its list of payments.</summary>
/// <param name="Name">What the office calls it.</param>
/// <param name="Columns">In their order; the account must be among them, and the amount once.</param>
/// <param name="Form">text or xlsx; text unless stated.</param>
/// <param name="Encoding">What a text is written in; utf-8 with a mark unless stated.</param>
/// <param name="Separator">What stands between the fields of a text; comma unless stated.</param>
/// <param name="EndsRows">Whether the separator stands behind the last field too.</param>
/// <param name="HasHeadings">Whether the first row says what the columns hold; true unless stated.</param>
/// <param name="HasTotals">Whether the last row is the sum.</param>
/// <param name="MarksNumbers">Whether a tab behind the numbers of a text keeps spreadsheets from changing them.</param>
/// <param name="MaxRows">Payments of one file; 3000 unless stated.</param>
[CheckedBy<PaymentTemplateValidator>]
internal sealed record PaymentTemplateContract(
    string Name, IReadOnlyList<PaymentColumnContract> Columns, string? Form, string? Encoding, string? Separator, bool? EndsRows,
    bool? HasHeadings, bool? HasTotals, bool? MarksNumbers, int? MaxRows)
{
    /// <summary>A template, with all that it says.</summary>
    public static PaymentTemplateContract Of(PaymentTemplate template) => new(
        template.Name, [.. template.Columns.Select(column => new PaymentColumnContract(
            column.Field, column.Heading, column.Text, column.MaxCharacters, column.Cuts ? true : null))],
        template.Form, template.Encoding, template.Separator, template.EndsRows, template.HasHeadings, template.HasTotals,
        template.MarksNumbers, template.MaxRows);
}

/// <summary>The templates that an organisation keeps.</summary>
/// <param name="Templates">By name.</param>
internal sealed record SavedTemplatesContract(IReadOnlyList<SavedTemplateContract> Templates)
{
    /// <summary>Templates.</summary>
    public static SavedTemplatesContract Of(IReadOnlyList<SavedTemplate> templates) =>
        new([.. templates.Select(SavedTemplateContract.Of)]);
}

/// <summary>A template that an organisation keeps.</summary>
/// <param name="Template">How the bank wants its list.</param>
/// <param name="UpdatedBy">Who wrote it last.</param>
/// <param name="UpdatedAt">When.</param>
internal sealed record SavedTemplateContract(PaymentTemplateContract Template, string UpdatedBy, string UpdatedAt)
{
    /// <summary>A template.</summary>
    public static SavedTemplateContract Of(SavedTemplate saved) =>
        new(PaymentTemplateContract.Of(saved.Template), saved.UpdatedBy, Dates.MomentText(saved.UpdatedAt));
}

/// <summary>A template that is not wanted any more.</summary>
/// <param name="Name">What the office calls it.</param>
[CheckedBy<RemoveTemplateValidator>]
internal sealed record RemoveTemplateContract(string Name);

/// <summary>A column of a payment file.</summary>
/// <param name="Field">What it holds.</param>
/// <param name="Heading">Its heading; that of the field unless stated.</param>
/// <param name="Text">What stands in every row, where the field is text.</param>
/// <param name="MaxCharacters">Characters at most; no limit unless stated.</param>
/// <param name="Cuts">Whether a purpose or remark that is longer is cut; else it is refused.</param>
[CheckedBy<PaymentColumnValidator>]
internal sealed record PaymentColumnContract(string Field, string? Heading, string? Text, int? MaxCharacters, bool? Cuts);

/// <summary>A file for a bank.</summary>
/// <param name="Name">Under which name it is kept.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Payments">How many payments are in it.</param>
/// <param name="Amount">What they come to.</param>
/// <param name="Parts">The files in it, at least one: several are in a zip.</param>
/// <param name="Notes">What was written otherwise than it is stored, or looks wrong: to be looked at before it is sent.</param>
/// <param name="Content">The bytes, in Base64.</param>
internal sealed record PaymentFileContract(
    string Name, string ContentType, int Payments, string Amount, IReadOnlyList<PaymentFilePartContract> Parts,
    IReadOnlyList<PaymentFileNoteContract> Notes, byte[] Content)
{
    /// <summary>A file.</summary>
    public static PaymentFileContract Of(PaymentFile file) => new(
        file.Name, file.ContentType, file.Count, new Money(file.TotalFen).ToString(),
        [.. file.Parts.Select(part => new PaymentFilePartContract(
            part.Name, part.Count, new Money(part.TotalFen).ToString(), part.MessageId))],
        [.. file.Notes.Select(note => new PaymentFileNoteContract(note.Household, note.Field, WordsContract.Of(note.Words)))],
        file.Content);
}

/// <summary>One file for a bank.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Payments">How many payments are in it.</param>
/// <param name="Amount">What they come to.</param>
/// <param name="MessageId">Its reference: the same payments have the same one.</param>
internal sealed record PaymentFilePartContract(string Name, int Payments, string Amount, string MessageId);

/// <summary>A payment of which somebody should know something.</summary>
/// <param name="Household">Whose.</param>
/// <param name="Field">Which field of it.</param>
/// <param name="Message">What.</param>
internal sealed record PaymentFileNoteContract(string Household, string Field, WordsContract Message);

/// <summary>What became of a bank's file.</summary>
/// <param name="Form">sheet, bar_text, status_report (pain.002) or statement (camt.053, camt.054).</param>
/// <param name="Results">What became of its rows.</param>
/// <param name="Unread">Rows that could not be understood.</param>
/// <param name="PassedOver">Entries that are no payments, such as titles and sums.</param>
internal sealed record ImportedResultsContract(
    string Form, RecordedResultsContract Results, IReadOnlyList<UnreadResultContract> Unread, int PassedOver)
{
    /// <summary>What became of a file.</summary>
    public static ImportedResultsContract Of(ImportedResults imported) => new(
        ResultForms.Word(imported.Form), RecordedResultsContract.Of(imported.Recorded),
        [.. imported.Unread.Select(row => new UnreadResultContract(row.Row, row.Place, WordsContract.Of(row.Why)))], imported.PassedOver);
}

/// <summary>A row of a bank's file that could not be understood.</summary>
/// <param name="Row">Its row, line, or place among the transactions, from 1; 0 for the file as a whole.</param>
/// <param name="Place">The cell, such as F12, or what stands for it.</param>
/// <param name="Message">What is wrong with it.</param>
internal sealed record UnreadResultContract(int Row, string Place, WordsContract Message);

/// <summary>What a bank's file is, in a word.</summary>
internal static class ResultForms
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<PaymentResultForm>().Select(Word)];

    /// <summary>The word of a form.</summary>
    public static string Word(PaymentResultForm form) => form switch
    {
        PaymentResultForm.Sheet => "sheet",
        PaymentResultForm.BarText => "bar_text",
        PaymentResultForm.StatusReport => "status_report",
        PaymentResultForm.Statement => "statement",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>How payment files are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PaymentFileContract))]
[JsonSerializable(typeof(ImportedResultsContract))]
[JsonSerializable(typeof(PaymentTemplateContract))]
[JsonSerializable(typeof(SavedTemplateContract))]
[JsonSerializable(typeof(SavedTemplatesContract))]
internal sealed partial class PaymentFileContracts : JsonSerializerContext;
