using LinkageService.Http;

namespace LinkageService.Features.Webhooks;

/// <summary>What the OpenAPI document says of the addresses that are told of events.</summary>
internal static class WebhookDocumentation
{
    /// <summary>An address as examples name it.</summary>
    public const string ExampleWebhook = "0193b2c4d5e67f8091a2b3c4d5e6f711";

    /// <summary>A delivery as examples name it.</summary>
    public const string ExampleDelivery = "17-1";

    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["webhook"] = ExampleWebhook };

    private static readonly BodyExample[] Bodies =
    [
        new("approved", "批准、发放和退回 | Approved, paid and returned", RequestBodies.Json,
            """{ "url": "https://bank.example/hooks/linkage", "types": ["run.approved", "run.paid", "payments.returned"] }""", 200),
        new("mistakes", "不是 https 地址 | Not an address of https", RequestBodies.Json, """{ "url": "ftp://bank.example" }""", 400),
    ];

    public static EndpointDocumentation List { get; } = new(
        "推送地址 | Webhooks", "事件推送到哪些地址，先建的在前。 | The addresses that are told of events, the oldest first.")
    {
        Response = typeof(WebhooksContract),
        Failures = [400, 401, 403, 503],
    };

    public static EndpointDocumentation Create { get; } = new(
        "新建推送地址 | Make a webhook",
        """
        以后发生的事件用 POST 送到这个地址，正文与 GET /v1/events 里的一条相同（CloudEvents 1.0），签名按 Standard Webhooks 1.0.0。答复里的 secret
        只显示这一次。至少送到一次，同一组织按先后；没有收下的，75 小时里再试 9 次。
        What happens from now on is sent to the address by POST, each event with the body it has in GET /v1/events (CloudEvents 1.0),
        signed as Standard Webhooks 1.0.0 says. The secret in the answer is shown this once. At least once, of each organisation in
        order; what is not taken is tried nine times more within 75 hours.
        """)
    {
        Body = typeof(WebhookRequestContract),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(WebhookContract),
        Successes = [201],
        Failures = [400, 401, 403, 404, 413, 415, 503],
        Headers = ["ETag", "Location"],
        Examples = [Bodies[0] with { Status = 201 }, Bodies[1]],
    };

    public static EndpointDocumentation Get { get; } = new("一个推送地址 | A webhook", "不含密钥。 | Without its secrets.")
    {
        Response = typeof(WebhookContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters = [StoredParameters.IfNoneMatch],
        PathExamples = Path,
    };

    public static EndpointDocumentation Change { get; } = new(
        "修改推送地址 | Change a webhook",
        """
        正文说明全部；密钥不变。state 写 paused 暂停，暂停期间的事件恢复后补送；对方答 410 后停下的，写 active 恢复。
        The body says all of it; its secrets stay. paused stops it, and what happens meanwhile is delivered afterwards; one that answered
        410 goes on with active.
        """)
    {
        Body = typeof(WebhookRequestContract),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(WebhookContract),
        Failures = [400, 401, 403, 404, 412, 413, 415, 503],
        Headers = ["ETag"],
        Parameters = [StoredParameters.IfMatch],
        Examples = Bodies,
        PathExamples = Path,
    };

    public static EndpointDocumentation Remove { get; } = new(
        "删去推送地址 | Remove a webhook", "还没送到的也不再送。 | What is on its way to it is sent no more.")
    {
        Response = typeof(WebhookContract),
        Failures = [400, 401, 403, 404, 412, 503],
        Headers = ["ETag"],
        Parameters = [StoredParameters.IfMatch],
        PathExamples = Path,
    };

    public static EndpointDocumentation Rotate { get; } = new(
        "换密钥 | A new secret",
        """
        答复里的 secret 只显示这一次。以前的密钥再签 keepHours 小时（0 立即停用），其间每次推送带两个签名，接收方认出一个就行。
        The secret in the answer is shown this once. Those before sign on for keepHours (0 ends them at once): every delivery has two
        signatures meanwhile, of which the receiver checks one.
        """)
    {
        Response = typeof(WebhookContract),
        Failures = [400, 401, 403, 404, 503],
        Headers = ["ETag"],
        Parameters =
        [
            new("keepHours", "以前的密钥再用几小时，0 到 168，默认 24 | Hours that the secrets before sign on, 0 to 168; 24 unless stated", "24")
                { CheckedBy = typeof(RotateSecretValidator) },
        ],
        PathExamples = Path,
    };

    public static EndpointDocumentation Test { get; } = new(
        "试一下 | Try it",
        """
        马上送一个 webhook.test 事件，答复里说对方收下没有；只送一次，不留记录。
        Sends an event of the type webhook.test at once and says whether the receiver took it. It is tried once and not kept.
        """)
    {
        Response = typeof(WebhookTestContract),
        Failures = [400, 401, 403, 404, 503],
        PathExamples = Path,
    };

    public static EndpointDocumentation Deliveries { get; } = new(
        "投递情况 | Deliveries",
        """
        送了哪些事件，收下没有，为什么没收下；最近的在前。state=dead 是不再自动试的。收下的保留 30 天。
        Which events were sent, whether they were taken, and why not; the latest first. state=dead are those that are tried no more. What
        was taken is kept for 30 days.
        """)
    {
        Response = typeof(DeliveryPageContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            new("state", "只看这种：pending、delivered、dead | Only those in this state: pending, delivered, dead", "delivered")
                { CheckedBy = typeof(ListDeliveriesValidator) },
            StoredParameters.Cursor,
            StoredParameters.Limit,
        ],
        PathExamples = Path,
    };

    public static EndpointDocumentation Resend { get; } = new(
        "重新投递 | Send again", "像新的一样再试，编号不变。 | Tried again like a new one, under the same id.")
    {
        Response = typeof(DeliveryContract),
        Failures = [400, 401, 403, 404, 503],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["webhook"] = ExampleWebhook, ["delivery"] = ExampleDelivery,
        },
    };
}
