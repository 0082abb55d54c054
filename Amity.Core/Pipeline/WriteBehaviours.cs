using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using MediatR;

namespace Amity.Core.Pipeline;

/// <summary>
/// Queues the handler of a write on the database's writer and waits for its commit. Registered last: everything before it runs on
/// the caller's own time. The write is set on the scope, because an AsyncLocal would not reach the writer's task. Whoever was banned or
/// deleted while the write waited is refused in it: nothing of them is stored behind that. What is done with more rights than a user's own is
/// written down in the same transaction.
/// </summary>
public sealed class WriteBehaviour<TRequest, TResponse>(
    RequestDb db, IAuthenticator authenticator, IAuditLog audit, IEnumerable<IAnswer<TRequest, TResponse>> answers)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : AmityRequest<TResponse>, IWriteRequest
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        // In process the answer is there when this returns; over HTTP, when the response is sent.
        var author = db.Author ?? new Author();
        try
        {
            var written = await request.Caller.Network.Database.Write(Run, author, cancellationToken);
            foreach (var answer in answers)
            {
                return await answer.Answer(request, written, db.Read);
            }

            return written;
        }
        finally
        {
            if (db.Author is null)
            {
                author.HasAnswer();
            }
        }

        async Task<TResponse> Run(IWrite write)
        {
            if (request.Caller is { UserId.Length: > 0, Life: null or { IsOver: true } } && !await authenticator.MayStillAct(write, request.Caller))
            {
                throw Refuse.Unauthenticated();
            }

            db.EnterWrite(write);
            try
            {
                if (db.Admission is { } admit)
                {
                    await admit(write);
                }

                // What was asked on the way here decided nothing yet.
                request.Caller.TakeUsed();
                var done = await next();
                if (AuditEntry.Of(request, done) is { } entry)
                {
                    await audit.Add(write, entry);
                }

                return done;
            }
            finally
            {
                db.LeaveWrite();
            }
        }
    }
}

/// <summary>The same for the control database.</summary>
public sealed class ControlWriteBehaviour<TRequest, TResponse>(
    RequestDb db, INetworks networks, IControlAuditLog audit, IEnumerable<IAnswer<TRequest, TResponse>> answers)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : AmityRequest<TResponse>, IControlWrite
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var written = await networks.Control.Write(Run, cancellationToken);
        foreach (var answer in answers)
        {
            return await answer.Answer(request, written, db.Read);
        }

        return written;

        async Task<TResponse> Run(IWrite write)
        {
            db.EnterWrite(write);
            try
            {
                var done = await next();
                if (AuditEntry.Of(request, done) is { } entry)
                {
                    await audit.Add(write, entry);
                }

                return done;
            }
            finally
            {
                db.LeaveWrite();
            }
        }
    }
}
