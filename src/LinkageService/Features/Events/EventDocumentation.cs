using LinkageService.Http;

namespace LinkageService.Features.Events;

/// <summary>What the OpenAPI document says of events.</summary>
internal static class EventDocumentation
{
    public static EndpointDocumentation List { get; } = new(
        "列出事件 | List events",
        """
        发生了什么，按先后排列，格式为 CloudEvents 1.0；只有编号和链接，没有姓名、号码和账号。记住 next，下次作为 after 送来，就不漏也不重。more 为 true 时马上可以再读。
        限于某组织的密钥只看到该组织及其下级的事件。
        What happened, in its order, as CloudEvents 1.0: ids and links, no names, numbers or accounts. Keep next and send it as after
        the next time, and no event is missed or comes twice; when more is true, there are more already. A key limited to an
        organisation sees the events of that one and those below it.
        """)
    {
        Response = typeof(EventPageContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            new("after", "上一次的 next | next of the answer before", "0") { CheckedBy = typeof(ListEventsValidator) },
            new("organization", "只看这个组织的 | Only those of this organisation") { CheckedBy = typeof(ListEventsValidator) },
            new("type", "只看这一类 | Only those of this type", "roster.changed") { CheckedBy = typeof(ListEventsValidator) },
            StoredParameters.Limit,
        ],
    };
}
