// One attempt over HTTP: the request, redirects within the service, the bounded answer.
using System.Net;

namespace InfoBip.InstancesApi.Http;

internal sealed class HttpAttempt(HttpMessageInvoker http, InstancesClientOptions options, SecretRedactor redactor)
{
    private const string NextPageHeader = "Elements-Next-Page-Token";
    private const int MaxRedirects = 5;

    private readonly AnswerFailure _failures = new(redactor);
    private readonly string _base = options.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
    private readonly string _origin = options.BaseUrl.GetLeftPart(UriPartial.Authority);

    /// <summary>Sends the call once.</summary>
    /// <param name="call">What to send.</param>
    /// <param name="expected">What to make of the answer.</param>
    /// <param name="record">Takes down what the exchange is like; null where nobody asked.</param>
    /// <param name="interrupted">Told, before this throws, whether the request may have reached the service.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="OperationCanceledException">Only by <paramref name="cancellationToken"/>.</exception>
    public async ValueTask<Attempt<T>> SendAsync<T>(
        ApiCall call, Expectation<T> expected, HttpAttemptRecord? record, Action<bool> interrupted, CancellationToken cancellationToken)
    {
        var content = call.Body is null ? null : new SentContent(call.Body);
        try
        {
            var target = new Uri(_base + call.Path + call.Query);
            for (var redirects = 0; ; redirects++)
            {
                using var request = Request(call, target, content);
                using var response = await http.SendAsync(request, cancellationToken);
                record?.Answered(response);
                if (NextTarget(call, target, response, redirects, out var refusal) is not { } next)
                {
                    return refusal is null ? await ReadAsync(call, expected, response, record, cancellationToken) : Attempt<T>.Of(refusal);
                }

                target = next;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            var mayHaveActed = call.Changes && content is not { Started: false };
            if (cancellationToken.IsCancellationRequested)
            {
                interrupted(mayHaveActed);
                throw new OperationCanceledException(cancellationToken);
            }

            return Attempt<T>.Of(NetworkFailure.Of(exception, _origin, mayHaveActed));
        }
    }

    private HttpRequestMessage Request(ApiCall call, Uri target, HttpContent? content)
    {
        var request = new HttpRequestMessage(call.Method, target) { Content = content };
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"User {options.UserSecret}, Organization {options.OrganizationSecret}");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        return request;
    }

    // Where to go on; null where this answer is the last, with the failure where a redirect is not followed.
    private Uri? NextTarget(ApiCall call, Uri target, HttpResponseMessage response, int redirects, out AttemptFailure? refusal)
    {
        refusal = null;
        if ((int)response.StatusCode is < 300 or > 399)
        {
            return null;
        }

        var location = response.Headers.Location is { } given && Uri.TryCreate(target, given, out var absolute) ? absolute : null;
        var follows = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        var note = location switch
        {
            _ when !follows => "which is no answer to this request",
            null => "without saying where to",
            _ when location.GetLeftPart(UriPartial.Authority) != _origin => $"to {location.Scheme}://{location.Authority}, which is not followed",
            _ when call.Changes => "which is followed for reading only",
            _ when redirects == MaxRedirects => $"for the {MaxRedirects + 1}th time in a row",
            _ => null,
        };
        if (note is null)
        {
            return location;
        }

        refusal = _failures.Redirected(call, response, $"the service redirected {note}");
        return null;
    }

    private async Task<Attempt<T>> ReadAsync<T>(
        ApiCall call, Expectation<T> expected, HttpResponseMessage response, HttpAttemptRecord? record, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var error = await ReadErrorAsync(response, record, cancellationToken);
            var failure = _failures.Of(call, response, error);
            return failure.Failure == ApiFailure.NotFound && expected.NotFound is { } gone
                ? new Attempt<T>(gone, null)
                : Attempt<T>.Of(failure);
        }

        byte[]? body = [];
        if (expected.NeedsBody)
        {
            try
            {
                body = await BoundedBody.ReadAsync(response.Content, cancellationToken);
                record?.Read(body);
            }
            catch (InvalidDataException)
            {
                return Attempt<T>.Of(_failures.Unreadable(call, response, "the answer's compression was broken"));
            }
        }

        if (body is null)
        {
            return Attempt<T>.Of(_failures.Unreadable(call, response, "the answer was larger than 8 MiB"));
        }

        var nextPage = response.Headers.TryGetValues(NextPageHeader, out var values) ? values.FirstOrDefault() : null;
        return expected.Read(new Answer(body, string.IsNullOrEmpty(nextPage) ? null : nextPage)) is { } told
            ? new Attempt<T>(told, null)
            : Attempt<T>.Of(_failures.Unreadable(call, response, "the answer could not be read"));
    }

    // The status says most already, so a body that breaks off does not hide it.
    private static async Task<ErrorBody> ReadErrorAsync(HttpResponseMessage response, HttpAttemptRecord? record, CancellationToken cancellationToken)
    {
        try
        {
            var body = await BoundedBody.ReadAsync(response.Content, cancellationToken);
            record?.Read(body);
            return body is null ? ErrorBody.TooLarge : ErrorBody.Of(body, response.Content.Headers.ContentType?.MediaType);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            return ErrorBody.Broken;
        }
    }
}
