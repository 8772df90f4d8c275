using Google.Protobuf;
using Grpc.Core;
using LinkageService.Access;
using LinkageService.Features.Payments.Files;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Payments;

/// <summary>The gRPC side of banks' files: <c>linkage.v1.PaymentFiles</c>.</summary>
internal sealed class GrpcPaymentFiles(MakePaymentFile make, ImportResults import, SavedTemplates saved)
    : Proto.PaymentFiles.PaymentFilesBase
{
    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.MakePaymentFileResponse> MakePaymentFile(
        Proto.MakePaymentFileRequest request, ServerCallContext context)
    {
        var file = await make.HandleAsync(Caller(context), request.Run, Read(request), context.CancellationToken);
        var response = new Proto.MakePaymentFileResponse
        {
            Name = file.Name, ContentType = file.ContentType, Payments = file.Count, AmountFen = file.TotalFen,
            Content = UnsafeByteOperations.UnsafeWrap(file.Content),
        };
        response.Parts.AddRange(file.Parts.Select(part => new Proto.PaymentFilePart
        {
            Name = part.Name, Payments = part.Count, AmountFen = part.TotalFen, MessageId = part.MessageId,
        }));
        response.Notes.AddRange(file.Notes.Select(note => new Proto.PaymentFileNote
        {
            Household = note.Household, Field = note.Field, Message = ProtoText.Of(note.Words),
        }));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.ImportResultsResponse> ImportResults(Proto.ImportResultsRequest request, ServerCallContext context)
    {
        using var file = new MemoryStream(request.Content.ToByteArray(), writable: false);
        var imported = await import.HandleAsync(Caller(context), request.Run, file, context.CancellationToken);
        var response = new Proto.ImportResultsResponse
        {
            Form = ResultForms.Word(imported.Form), PassedOver = imported.PassedOver, Results = ProtoPayments.Recorded(imported.Recorded),
        };
        response.Unread.AddRange(imported.Unread.Select(row => new Proto.UnreadResult
        {
            Row = row.Row, Place = row.Place, Message = ProtoText.Of(row.Why),
        }));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListPaymentTemplatesResponse> ListPaymentTemplates(
        Proto.ListPaymentTemplatesRequest request, ServerCallContext context)
    {
        var response = new Proto.ListPaymentTemplatesResponse();
        response.Templates.AddRange((await saved.ListAsync(Caller(context), request.Organization, context.CancellationToken)).Select(Of));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.SavePaymentTemplateResponse> SavePaymentTemplate(
        Proto.SavePaymentTemplateRequest request, ServerCallContext context) => new()
    {
        Saved = Of(await saved.SaveAsync(
            Caller(context), new SaveTemplateRequest(request.Organization, Read(request.Template ?? new Proto.PaymentTemplate())),
            context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.RemovePaymentTemplateResponse> RemovePaymentTemplate(
        Proto.RemovePaymentTemplateRequest request, ServerCallContext context)
    {
        var response = new Proto.RemovePaymentTemplateResponse();
        response.Templates.AddRange((await saved.RemoveAsync(
            Caller(context), new RemoveTemplateRequest(request.Organization, MessageFields.Text(request.Name)),
            context.CancellationToken)).Select(Of));
        return response;
    }

    private static Proto.SavedPaymentTemplate Of(SavedTemplate saved)
    {
        var kept = saved.Template;
        var template = new Proto.PaymentTemplate
        {
            Name = kept.Name, Form = kept.Form, Encoding = kept.Encoding, Separator = kept.Separator, EndsRows = kept.EndsRows,
            HasNoHeadings = !kept.HasHeadings, HasTotals = kept.HasTotals, MarksNumbers = kept.MarksNumbers, MaxRows = kept.MaxRows,
        };
        template.Columns.AddRange(kept.Columns.Select(column => new Proto.PaymentColumn
        {
            Field = column.Field, Heading = column.Heading ?? "", Text = column.Text ?? "", MaxCharacters = column.MaxCharacters ?? 0,
            Cuts = column.Cuts,
        }));
        return new Proto.SavedPaymentTemplate
        {
            Template = template, UpdatedBy = saved.UpdatedBy, UpdatedAt = Documents.Dates.MomentText(saved.UpdatedAt),
        };
    }

    private static MakePaymentFileRequest Read(Proto.MakePaymentFileRequest request)
    {
        var fields = new MessageFields();
        return new MakePaymentFileRequest(MessageFields.Text(request.Format))
        {
            Households = MessageFields.AllOrSome(request.Households),
            ExecutionOn = fields.Date("executionOn", request.ExecutionOn),
            Purpose = MessageFields.Text(request.Purpose),
            Payer = request.Payer is { } payer
                ? new StatedAccount(
                    MessageFields.Text(payer.Holder), MessageFields.Text(payer.Number), MessageFields.Text(payer.Bank),
                    MessageFields.Text(payer.BankCode))
                : null,
            CreditCode = MessageFields.Text(request.CreditCode),
            Template = request.Template is { } template ? Read(template) : null,
            SavedTemplate = MessageFields.Text(request.SavedTemplate),
            Encoding = MessageFields.Text(request.Encoding),
            MarksNumbers = !request.LeavesNumbersUnmarked,
            MaxRows = request.MaxRows == 0 ? null : request.MaxRows,
            PainVersion = MessageFields.Text(request.PainVersion),
            CategoryPurpose = MessageFields.Text(request.CategoryPurpose),
            FormProblems = fields.Problems,
        };
    }

    private static PaymentTemplate Read(Proto.PaymentTemplate template) => new(template.Name, [.. template.Columns.Select(Read)])
    {
        Form = MessageFields.Text(template.Form) ?? PaymentTemplate.TextForm,
        Encoding = MessageFields.Text(template.Encoding) ?? PaymentEncoding.Utf8,
        Separator = MessageFields.Text(template.Separator) ?? PaymentTemplate.Comma,
        EndsRows = template.EndsRows,
        HasHeadings = !template.HasNoHeadings,
        HasTotals = template.HasTotals,
        MarksNumbers = template.MarksNumbers,
        MaxRows = template.MaxRows == 0 ? PaymentTemplate.DefaultMaxRows : template.MaxRows,
    };

    private static PaymentColumn Read(Proto.PaymentColumn column) => new(column.Field)
    {
        Heading = MessageFields.Text(column.Heading), Text = MessageFields.Text(column.Text),
        MaxCharacters = column.MaxCharacters == 0 ? null : column.MaxCharacters, Cuts = column.Cuts,
    };

    private static Caller Caller(ServerCallContext context) => Access.Caller.Of(context.GetHttpContext());
}
