using System.Text;
using System.Text.Json;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Organizations;
using LinkageService.Features.Payments.Files;
using LinkageService.Storage;
using LinkageService.Storage.Payments;

namespace LinkageService.Features.Payments;

/// <summary>A template to be kept for an organisation; one of the same name is replaced.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Template">How the bank wants its list.</param>
internal sealed record SaveTemplateRequest(string Organization, PaymentTemplate Template) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class SaveTemplateValidator : AbstractValidator<SaveTemplateRequest>
{
    public SaveTemplateValidator() => RuleFor(request => request.Template).SetValidator(new PaymentTemplateValidator())
        .OverridePropertyName("");
}

/// <summary>A template that is not wanted any more.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Name">What the office calls it.</param>
internal sealed record RemoveTemplateRequest(string Organization, string? Name) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class RemoveTemplateValidator : AbstractValidator<RemoveTemplateRequest>
{
    public RemoveTemplateValidator() =>
        RuleFor(request => request.Name).IsText("name", TextRules.MaxName, isRequired: true, hasLines: false);
}

/// <summary>A template that an organisation keeps.</summary>
/// <param name="Template">How the bank wants its list.</param>
/// <param name="UpdatedBy">Who wrote it last.</param>
/// <param name="UpdatedAt">When, in microseconds.</param>
internal sealed record SavedTemplate(PaymentTemplate Template, string UpdatedBy, long UpdatedAt)
{
    /// <summary>As it is stored.</summary>
    public static SavedTemplate Of(PaymentTemplateRow row) => new(
        PaymentFileBodies.ReadTemplate(Encoding.UTF8.GetBytes(row.Content)).Template, row.UpdatedBy, row.UpdatedAt);
}

/// <summary>The templates of an organisation: each bank's columns, written down once.</summary>
internal sealed class SavedTemplates(Database database, TimeProvider time)
{
    /// <summary>Templates of one organisation.</summary>
    public const int Max = 50;

    private readonly SaveTemplateValidator _save = new();
    private readonly RemoveTemplateValidator _remove = new();

    /// <summary>All of them by name.</summary>
    /// <exception cref="RefusedException">The organisation is not there, or not the caller's.</exception>
    public Task<IReadOnlyList<SavedTemplate>> ListAsync(Caller caller, string organization, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            return await AllAsync(session, organization);
        }, cancellation);

    /// <summary>The one of a name.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Whose.</param>
    /// <param name="name">What the office calls it.</param>
    /// <param name="field">What names it in the request.</param>
    /// <exception cref="RefusedException">There is none.</exception>
    public static async Task<PaymentTemplate> RequireAsync(Session session, string organization, string name, string field) =>
        (await AllAsync(session, organization)).FirstOrDefault(each => each.Template.Name == name)?.Template
            ?? throw new RefusedException(Failure.Of(Unknown(name, field)));

    /// <summary>Keeps one.</summary>
    /// <exception cref="RefusedException">It is none, or there are too many.</exception>
    public Task<SavedTemplate> SaveAsync(Caller caller, SaveTemplateRequest request, CancellationToken cancellation)
    {
        _save.Require(request);
        return database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, request.Organization);
            var kept = await AllAsync(session, request.Organization);
            var template = request.Template with { Name = request.Template.Name.Trim() };
            if (kept.Count >= Max && kept.All(each => each.Template.Name != template.Name))
            {
                throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                    $"一个组织最多存 {Max} 个模板，请先删去不用的", $"an organisation keeps at most {Max} templates: remove one first", "name"));
            }

            var content = JsonSerializer.Serialize(
                PaymentTemplateContract.Of(template), PaymentFileContracts.Default.PaymentTemplateContract);
            var row = new PaymentTemplateRow(
                request.Organization, template.Name, content, caller.Name, Moment.Of(session.Change.At));
            await PaymentFileStore.PutTemplateAsync(session, row, "payments.template.save");
            return SavedTemplate.Of(row);
        }, cancellation);
    }

    /// <summary>Removes one; answers with those that are left.</summary>
    /// <exception cref="RefusedException">There is none of this name.</exception>
    public Task<IReadOnlyList<SavedTemplate>> RemoveAsync(
        Caller caller, RemoveTemplateRequest request, CancellationToken cancellation)
    {
        _remove.Require(request);
        return database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, request.Organization);
            var kept = await RequireAsync(session, request.Organization, request.Name!.Trim(), "name");
            await PaymentFileStore.PutTemplateAsync(
                session, new PaymentTemplateRow(request.Organization, kept.Name, "", caller.Name, Moment.Of(session.Change.At)),
                "payments.template.remove");
            return await AllAsync(session, request.Organization);
        }, cancellation);
    }

    private static async Task<IReadOnlyList<SavedTemplate>> AllAsync(Session session, string organization) =>
        [.. (await PaymentFileStore.TemplatesAsync(session, organization)).Select(SavedTemplate.Of)];

    private static Problem Unknown(string name, string field) => new(ProblemCodes.InvalidValue, field, new LocalizedText(
        $"没有存过名叫“{NumberProblems.Shorten(name)}”的模板", $"no template is called \"{NumberProblems.Shorten(name)}\""));
}
