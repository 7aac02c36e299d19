#include "core/definition/read_parts.h"

#include "core/definition/names.h"

namespace orkestr {

namespace {

std::optional<SecretReference> read_secret_reference(Reading& reading, ObjectReader& object) {
    std::optional<SecretReference> secret;
    object.optional("use", [&](const Node& node) {
        auto name = read_string(reading, node);
        if (!name) return;
        if (name->empty()) return reading.error("invalid-value", node.span(), "'use' names no secret");
        reading.refer(ReferenceKind::secret, *name, node.span());
        secret = SecretReference{std::move(*name), node.span()};
    });
    return secret;
}

std::variant<UserPassword, SecretReference> read_user_password(Reading& reading, const Node& node, std::string_view what) {
    ObjectReader object(reading, node, what);
    if (auto secret = read_secret_reference(reading, object)) {
        object.refuse_others();
        return std::move(*secret);
    }
    UserPassword credentials;
    if (!object.find("use")) {
        object.required("username", [&](const Node& value) { credentials.username = read_text(reading, value); });
        object.required("password", [&](const Node& value) { credentials.password = read_text(reading, value); });
    }
    object.refuse_others();
    return credentials;
}

BearerAuthentication read_bearer(Reading& reading, const Node& node) {
    ObjectReader object(reading, node, "bearer authentication");
    BearerAuthentication bearer;
    if (auto secret = read_secret_reference(reading, object)) bearer.token = std::move(*secret);
    else if (!object.find("use"))
        object.required("token", [&](const Node& value) { bearer.token = read_text(reading, value); });
    object.refuse_others();
    return bearer;
}

std::optional<OAuth2Token> read_oauth2_token(Reading& reading, const Node& node) {
    ObjectReader object(reading, node, "an OAuth2 token");
    OAuth2Token token;
    object.required("token", [&](const Node& value) { token.token = read_text(reading, value); });
    object.required("type", [&](const Node& value) { token.type = read_text(reading, value); });
    object.refuse_others();
    return token;
}

OAuth2Client read_oauth2_client(Reading& reading, const Node& node) {
    static constexpr std::string_view methods[] = {"client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"};
    ObjectReader object(reading, node, "an OAuth2 client");
    OAuth2Client client;
    object.optional("id", [&](const Node& value) { client.id = read_text(reading, value); });
    object.optional("secret", [&](const Node& value) { client.secret = read_text(reading, value); });
    object.optional("assertion", [&](const Node& value) { client.assertion = read_text(reading, value); });
    object.optional("authentication", [&](const Node& value) {
        if (const auto method = read_choice(reading, value, methods)) client.authentication = methods[*method];
    });
    object.refuse_others();
    return client;
}

void read_oauth2_endpoints(Reading& reading, const Node& node, OAuth2Properties& properties) {
    ObjectReader object(reading, node, "the endpoints of OAuth2");
    object.optional("token", [&](const Node& value) { properties.token_endpoint = read_uri(reading, value).text; });
    object.optional("revocation", [&](const Node& value) { properties.revocation_endpoint = read_uri(reading, value).text; });
    object.optional("introspection", [&](const Node& value) { properties.introspection_endpoint = read_uri(reading, value).text; });
    object.refuse_others();
}

void read_oauth2_inline(Reading& reading, ObjectReader& object, bool with_endpoints, OAuth2Properties& properties) {
    static constexpr std::string_view grants[] = {"authorization_code", "client_credentials", "password", "refresh_token",
                                                  "urn:ietf:params:oauth:grant-type:token-exchange"};
    static constexpr std::string_view encodings[] = {"application/x-www-form-urlencoded", "application/json"};
    object.required("authority", [&](const Node& value) {
        properties.authority = read_uri(reading, value);
        if (properties.authority.is_expression)
            reading.error("invalid-uri-template", value.span(), "'authority' must be a literal URI template, not an expression");
    });
    object.required("grant", [&](const Node& value) {
        if (const auto grant = read_choice(reading, value, grants)) properties.grant = grants[*grant];
    });
    if (with_endpoints)
        object.optional("endpoints", [&](const Node& value) { read_oauth2_endpoints(reading, value, properties); });
    object.optional("client", [&](const Node& value) { properties.client = read_oauth2_client(reading, value); });
    object.optional("request", [&](const Node& value) {
        ObjectReader request(reading, value, "an OAuth2 token request");
        request.optional("encoding", [&](const Node& encoding) {
            if (const auto choice = read_choice(reading, encoding, encodings)) properties.request_encoding = encodings[*choice];
        });
        request.refuse_others();
    });
    object.optional("issuers", [&](const Node& value) { properties.issuers = read_texts(reading, value); });
    object.optional("scopes", [&](const Node& value) { properties.scopes = read_texts(reading, value); });
    object.optional("audiences", [&](const Node& value) { properties.audiences = read_texts(reading, value); });
    object.optional("username", [&](const Node& value) { properties.username = read_text(reading, value); });
    object.optional("password", [&](const Node& value) { properties.password = read_text(reading, value); });
    object.optional("subject", [&](const Node& value) { properties.subject = read_oauth2_token(reading, value); });
    object.optional("actor", [&](const Node& value) { properties.actor = read_oauth2_token(reading, value); });
}

std::variant<OAuth2Properties, SecretReference> read_oauth2(Reading& reading, const Node& node, bool with_endpoints) {
    ObjectReader object(reading, node, with_endpoints ? "OAuth2 authentication" : "OpenID Connect authentication");
    if (auto secret = read_secret_reference(reading, object)) {
        object.refuse_others();
        return std::move(*secret);
    }
    OAuth2Properties properties;
    if (!object.find("use")) read_oauth2_inline(reading, object, with_endpoints, properties);
    object.refuse_others();
    return properties;
}

constexpr std::string_view schemes[] = {"basic", "bearer", "digest", "oauth2", "oidc"};

void read_scheme(Reading& reading, const Member& member, AuthenticationPolicy& policy) {
    const std::string_view name = member.key->text();
    const Node& node = *member.value;
    const Reading::Step step(reading, name);
    if (name == "basic") policy.scheme = BasicAuthentication{read_user_password(reading, node, "basic authentication")};
    if (name == "digest") policy.scheme = DigestAuthentication{read_user_password(reading, node, "digest authentication")};
    if (name == "bearer") policy.scheme = read_bearer(reading, node);
    if (name == "oauth2") policy.scheme = OAuth2Authentication{read_oauth2(reading, node, true)};
    if (name == "oidc") policy.scheme = OpenIdConnectAuthentication{read_oauth2(reading, node, false)};
    if (name == "oauth2") reading.unsupported(member.key->span(), "'oauth2' authentication");
    if (name == "oidc") reading.unsupported(member.key->span(), "'oidc' authentication");
}

} // namespace

AuthenticationPolicy read_authentication_policy(Reading& reading, const Node& node) {
    ObjectReader object(reading, node, "an authentication policy");
    AuthenticationPolicy policy;
    policy.span = node.span();
    if (const Member* const scheme = object.one_of(schemes)) read_scheme(reading, *scheme, policy);
    object.refuse_others();
    return policy;
}

std::shared_ptr<const Authentication> read_authentication(Reading& reading, const Node& node) {
    ObjectReader object(reading, node, "an authentication");
    static constexpr std::string_view alternatives[] = {"use", "basic", "bearer", "digest", "oauth2", "oidc"};
    const Member* const found = object.one_of(alternatives);
    object.refuse_others();
    if (!found) return nullptr;
    if (found->key->text() != "use") {
        AuthenticationPolicy policy;
        policy.span = node.span();
        read_scheme(reading, *found, policy);
        return std::make_shared<const Authentication>(std::move(policy));
    }
    const Reading::Step step(reading, "use");
    auto reference = read_reference(reading, *found->value, ReferenceKind::authentication);
    return reference ? std::make_shared<const Authentication>(std::move(*reference)) : nullptr;
}

Endpoint read_endpoint(Reading& reading, const Node& node, ExpressionRole role) {
    Endpoint endpoint;
    if (!node.is_mapping()) {
        if (node.is_string()) endpoint.uri = read_uri(reading, node, role);
        else reading.wrong_type(node, "a URI (text) or a mapping with 'uri'");
        return endpoint;
    }
    ObjectReader object(reading, node, "an endpoint");
    object.required("uri", [&](const Node& value) { endpoint.uri = read_uri(reading, value, role); });
    object.optional("authentication", [&](const Node& value) { endpoint.authentication = read_authentication(reading, value); });
    object.refuse_others();
    return endpoint;
}

ExternalResource read_external_resource(Reading& reading, const Node& node) {
    ExternalResource resource;
    resource.span = node.span();
    ObjectReader object(reading, node, "an external resource");
    object.optional("name", [&](const Node& value) { resource.name = read_string(reading, value); });
    object.required("endpoint", [&](const Node& value) { resource.endpoint = read_endpoint(reading, value); });
    object.refuse_others();
    return resource;
}

} // namespace orkestr
