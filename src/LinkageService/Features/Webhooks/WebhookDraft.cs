using System.Text;
using FluentValidation;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Events;
using LinkageService.Http;
using LinkageService.Storage.Webhooks;

namespace LinkageService.Features.Webhooks;

/// <summary>All that is said of an address that is told of events.</summary>
internal sealed record WebhookDraft : CheckedRequest
{
    /// <summary>Where to.</summary>
    public string? Url { get; init; }

    /// <summary>Told of this organisation and those below it; null for all that the caller sees.</summary>
    public string? Organization { get; init; }

    /// <summary>The wanted types; null for all.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Active, or paused.</summary>
    public string? State { get; init; }

    /// <summary>Only when it still is as the caller read it; null without asking.</summary>
    public string? IfMatch { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class WebhookDraftValidator : AbstractValidator<WebhookDraft>
{
    // Printed ASCII without spaces, quotes and the like: what an address is once it is percent-encoded.
    private static readonly TextPattern Address = new("https?://[0-9A-Za-z.:_~!$&'()*+,;=%@/?\\[\\]-]{1,1000}");

    public WebhookDraftValidator()
    {
        RuleFor(draft => draft.Url).IsThere("url");
        RuleFor(draft => draft.Url).IsLike(Address).As(ProblemCodes.InvalidValue, "url", url => Refusal(url!));
        RuleFor(draft => draft.Organization).IsText("organization", TextRules.MaxWord, hasLines: false);
        RuleFor(draft => draft.Types).IsAllOrSome("types");
        RuleFor(draft => draft.Types).HasAtMost("types", EventTypes.Names.Count, count =>
            new LocalizedText(
                $"一共只有 {EventTypes.Names.Count} 类事件，得到 {count} 个", $"there are {EventTypes.Names.Count} types of events, got {count}"));
        RuleForEach(draft => draft.Types).IsOneOf("types", EventTypes.Names).OverridePropertyName("types");
        RuleFor(draft => draft.State).IsOneOf("state", [WebhookStates.Active, WebhookStates.Paused]);
    }

    // Where letters beyond ASCII are all that is wrong, the address is said as it has to be written.
    private static LocalizedText Refusal(string url) =>
        !Ascii.IsValid(url) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri is var written && Address.Fits(written)
            ? new LocalizedText($"网址里的中文等字符要换成英文字母的写法：{written}", $"letters beyond ASCII are written so: {written}")
            : new LocalizedText("写作 https://… ，最多 1000 个字符，不能有空格、# 和用户名",
                "https://… of at most 1000 characters, without spaces, # or a user name");
}

/// <summary>A new secret of an address; those before sign on for a while, so that the receiver can take the new one over.</summary>
/// <param name="Webhook">The address.</param>
/// <param name="KeepHours">How long those before sign on.</param>
internal sealed record RotateSecretRequest(string Webhook, int KeepHours) : CheckedRequest
{
    /// <summary>How long the secrets before sign on unless something else is said.</summary>
    public const int StandardKeepHours = 24;
}

/// <summary>The shape of it.</summary>
internal sealed class RotateSecretValidator : AbstractValidator<RotateSecretRequest>
{
    /// <summary>How long the secrets before may sign on.</summary>
    public static WholeRange Hours { get; } = new(0, 168);

    public RotateSecretValidator() => RuleFor(request => request.KeepHours).IsIn("keepHours", Hours);
}

/// <summary>Which deliveries are wanted.</summary>
/// <param name="Webhook">Of which address.</param>
/// <param name="State">Only those in this state; null for all.</param>
/// <param name="Page">Which part of them.</param>
internal sealed record ListDeliveriesRequest(string Webhook, string? State, PageRequest Page) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class ListDeliveriesValidator : AbstractValidator<ListDeliveriesRequest>
{
    public ListDeliveriesValidator()
    {
        RuleFor(request => request.State).IsOneOf("state", DeliveryStates.All);
        RuleFor(request => request.Page).IsPage();
    }
}
