import { isTimePattern } from './time-pattern.ts';

const NAMED_FORMS = ['epoch', 'epoch-ms', 'epoch-us', 'rfc3339'];

export function isTimeForm(form: string): boolean {
  return NAMED_FORMS.includes(form) || isTimePattern(form);
}
