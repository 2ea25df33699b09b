import { PasswordInput, TextInput } from "@mantine/core";
import { useTexts } from "#app/i18n/text.ts";
import { nameSentence, nameTexts } from "#app/names/texts.ts";
import { shortestPassword } from "./forms.ts";
import type { Refusal } from "./refusal.ts";
import { accountTexts } from "./texts.ts";

/** What an account form's field is told: why its value was refused, if it was. */
type FieldProps = { refusal: Refusal | undefined };

/** The sentence for a refused field; null when the refusal is about something else. */
function useFieldError(refusal: Refusal | undefined, field: keyof typeof accountTexts.en.fieldErrors) {
  const text = useTexts(accountTexts);
  const names = useTexts(nameTexts);
  if (refusal?.details?.["field"] !== field) return null;
  if (refusal.code === "password_common") return text.passwordCommon;
  return refusal.code === "invalid_input" ? text.fieldErrors[field] : nameSentence(names, refusal);
}

export function EmailField({ refusal }: FieldProps) {
  const text = useTexts(accountTexts);
  const error = useFieldError(refusal, "email");
  return (
    <TextInput
      name="email"
      type="email"
      label={text.email}
      autoComplete="username"
      required
      withAsterisk={false}
      error={error}
    />
  );
}

/** For the password that somebody has already. */
export function PresentPasswordField({ name = "password", label }: { name?: string; label: string }) {
  const text = useTexts(accountTexts);
  return (
    <PasswordInput
      name={name}
      label={label}
      autoComplete="current-password"
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ "aria-label": text.showPassword }}
    />
  );
}

/** For a password that somebody chooses now. */
export function NewPasswordField({ refusal }: FieldProps) {
  const text = useTexts(accountTexts);
  const error = useFieldError(refusal, "password");
  return (
    <PasswordInput
      name="password"
      label={text.newPassword}
      description={text.newPasswordHelp(shortestPassword)}
      autoComplete="new-password"
      minLength={shortestPassword}
      required
      withAsterisk={false}
      error={error}
      visibilityToggleButtonProps={{ "aria-label": text.showPassword }}
    />
  );
}

type ProfileFieldsProps = FieldProps & { displayName?: string; affiliation?: string | null };

export function ProfileFields({ refusal, displayName = "", affiliation = null }: ProfileFieldsProps) {
  const text = useTexts(accountTexts);
  const error = useFieldError(refusal, "displayName");
  const affiliationError = useFieldError(refusal, "affiliation");
  return (
    <>
      <TextInput
        name="displayName"
        label={text.name}
        description={text.nameHelp}
        autoComplete="name"
        maxLength={100}
        required
        withAsterisk={false}
        defaultValue={displayName}
        error={error}
      />
      <TextInput
        name="affiliation"
        label={text.organisationOptional}
        autoComplete="organization"
        maxLength={150}
        defaultValue={affiliation ?? ""}
        error={affiliationError}
      />
    </>
  );
}
